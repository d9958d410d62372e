select 1 as id, {{ var('o', 5) }} as "order", 'x' as "Group Name"
