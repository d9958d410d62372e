{% macro generate_schema_name(custom_schema_name, node) %}from_pkg{% endmacro %}
