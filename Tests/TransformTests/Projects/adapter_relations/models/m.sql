-- depends_on: {{ ref('raw') }}
{% if execute %}{% set r = adapter.get_relation(database=target.database, schema=target.schema, identifier='raw') %}select '{{ r.identifier }}' as i, '{{ r.type }}' as t, {{ adapter.get_columns_in_relation(r) | length }} as n, '{{ adapter.get_relation(target.database, target.schema, 'absent') is none }}' as a{% else %}select 1{% endif %}
