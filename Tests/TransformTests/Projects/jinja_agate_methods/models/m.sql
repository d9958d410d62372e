-- depends_on: {{ ref('raw') }}
{% if execute %}
{% set t = run_query('select id, name, n from ' ~ ref('raw') ~ ' order by id') %}
select '{{ t.column_names | join(",") }}' as a, '{{ t.columns[1].values() | join(",") }}' as b, '{{ t.rows | length }}' as c, '{{ t.columns["n"].values() | sum }}' as d, '{{ t.rows[0][1] }}{{ t.rows[0]["n"] }}' as e,
 '{{ t.columns[0].values_distinct() | length }}' as f, '{% for row in t %}{{ row.id }}{{ row["name"] }};{% endfor %}' as g, '{{ t.rows[1].values() | join("|") }}' as h, '{{ t.select(["name"]).column_names | join }}' as i, '{{ t.exclude(["id"]).column_names | join }}' as k, '{{ t.rename(column_names={"id": "key"}).column_names | join }}' as l
{% else %} select 1 as a {% endif %}
