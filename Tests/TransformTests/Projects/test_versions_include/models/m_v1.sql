select 1 as id, 'x' as old_name
