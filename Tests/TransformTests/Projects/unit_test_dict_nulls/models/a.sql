select 1 as id, 'x' as name, 1.5 as n, date '2024-01-01' as d, true as b
