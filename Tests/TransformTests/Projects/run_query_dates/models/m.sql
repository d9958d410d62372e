{% set t = run_query("select date '2024-01-02' as d, timestamp '2024-01-02 03:04:05' as ts") %}
{% if execute %}{% set r = t.rows[0] %}
select '{{ r.d }}' as d, '{{ r.ts }}' as ts
{% else %} select 1 as a {% endif %}
