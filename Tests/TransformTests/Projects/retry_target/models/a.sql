select 1 as id, '{{ target.name }}' as t
