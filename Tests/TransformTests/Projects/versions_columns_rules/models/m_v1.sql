select 1 as id, 'x' as a, 'y' as b
