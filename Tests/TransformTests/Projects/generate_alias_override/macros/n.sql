{% macro generate_alias_name(custom_alias_name=none, node=none) %}{{ node.name ~ '_x' if custom_alias_name is none else custom_alias_name }}{% endmacro %}
