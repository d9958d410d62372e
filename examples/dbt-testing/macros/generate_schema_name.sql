{# Schemas are called as they are configured; those of the target ci begin with ci_. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
  {{ 'ci_' if target.name == 'ci' }}{{ custom_schema_name | trim if custom_schema_name else target.schema }}
{%- endmacro %}
