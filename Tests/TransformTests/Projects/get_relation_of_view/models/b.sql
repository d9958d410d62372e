-- depends_on: {{ ref('a') }}
{% set r = adapter.get_relation(this.database, this.schema, 'a') %}{% set n = adapter.get_relation(database=this.database, schema=this.schema, identifier='none') %}
select '{{ r.is_view if execute else 1 }}' as a, '{{ n is none }}' as b, '{{ r.type if execute else 1 }}' as c, '{{ load_relation(ref("a")).type if execute else 1 }}' as d
