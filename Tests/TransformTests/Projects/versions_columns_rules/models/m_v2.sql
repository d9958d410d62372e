select 1 as id, 'x' as a, 'z' as c
