-- depends_on: {{ ref('a') }}
{% if execute %}
{% set n = graph.nodes['model.shop.a'] %}
select '{{ n.tags | join }}' as t, '{{ n.columns.id.description }}' as d, '{{ n.depends_on.nodes | join }}' as dep, '{{ graph.sources.values() | map(attribute="name") | join }}' as s,
 '{{ graph.exposures.values() | map(attribute="type") | join }}' as e, '{{ graph.groups.values() | map(attribute="name") | join }}' as g, '{{ graph.nodes.values() | selectattr("resource_type", "equalto", "test") | map(attribute="name") | join }}' as tests, '{{ n.config.materialized }}' as mat, '{{ n.original_file_path }}' as p
{% endif %}
