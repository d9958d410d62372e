{% set r = ref('a') %}
select '{{ r.database }}|{{ r.schema }}|{{ r.identifier }}|{{ r.name }}|{{ r.table }}' as x, '{{ r.is_table }}|{{ r.is_cte }}|{{ r.type }}' as y, '{{ r.include(database=False) }}' as z, '{{ r ~ "" }}' as w, '{{ r == ref("a") }}' as e
