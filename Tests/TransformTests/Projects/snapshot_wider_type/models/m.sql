select 1 as id, 1::integer as n
