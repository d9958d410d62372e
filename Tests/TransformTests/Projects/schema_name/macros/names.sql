{% macro generate_schema_name(custom, node) %}{{ custom or 'plain' }}{% endmacro %}
