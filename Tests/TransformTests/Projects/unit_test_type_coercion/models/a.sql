select 1 as id, 1.25::decimal(10,2) as amount, timestamp '2024-01-01' as made, true as b
