select {{ surrogate_key(['id', 'name']) }} as k from (select 1 as id, null as name union all select 2, 'x')
