{% macro generate_alias_name(custom_alias_name=none, node=none) %}{% if custom_alias_name %}{{ custom_alias_name | trim }}{% else %}{{ node.resource_type ~ '_' ~ node.name }}{% endif %}{% endmacro %}
{% macro generate_schema_name(custom_schema_name, node) %}{{ custom_schema_name or ('s_' ~ node.package_name) }}{% endmacro %}
{% macro generate_database_name(custom_database_name=none, node=none) %}{{ target.database }}{% endmacro %}
