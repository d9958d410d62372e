{{ config(materialized='table') }}
-- depends_on: {{ ref('raw') }}
{% set rel = adapter.get_relation(database=target.database, schema=target.schema, identifier='raw') %}
{% set cols = adapter.get_columns_in_relation(ref('raw')) if execute else [] %}
select '{{ rel.identifier if rel else '' }}' as i, '{{ rel.type if rel else '' }}' as t, '{{ cols | map(attribute='name') | join(',') }}' as c,
 '{{ cols | map(attribute='data_type') | join(',') }}' as dt, '{{ adapter.quote('x') }}' as q, '{{ adapter.type() }}' as ty,
 '{{ adapter.check_schema_exists(target.database, target.schema) }}' as e,
 '{{ rel.is_table if rel else '' }}' as ist, '{{ cols[0].is_integer() if cols else '' }}' as isi, '{{ cols[1].is_string() if cols else '' }}' as iss
