{% if execute %}
{% set t = run_query("select 1 as i, null as n, true as b, 'x' as s, 9999999999 as big") %}
select $${{ t.rows[0].values() }}$$ as v, '{{ t.columns | list | length }}' as l, '{{ t.rows[0].n is none }}' as o, '{{ t.rows[0].b }}' as b, '{{ t.rows[0].keys() | join(",") }}' as k, '{{ t.rows[0].big + 1 }}' as g
{% else %} select 1 as a {% endif %}
