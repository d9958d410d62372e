{% macro keep(results) %}
{% if execute and results %}
create or replace table {{ target.schema }}.kept as
{% for r in results | sort(attribute='node.unique_id') %}
select '{{ r.node.unique_id }}' as nid, '{{ r.status }}' as status, '{{ r.failures }}' as failures, '{{ r.node.original_file_path }}' as path, '{{ r.node.resource_type }}' as kind, '{{ r.node.tags | join(",") }}' as tags, '{{ r.execution_time >= 0 }}' as timed, '{{ r.node.relation_name | replace('"', '') }}' as rel, '{{ r.node.config.materialized }}' as mat{{ ' union all ' if not loop.last }}
{% endfor %}
{% endif %}
{% endmacro %}
