{% macro ref(name) %}{% do return(builtins.ref(name)) %}{% endmacro %}
{% macro generate_alias_name(custom_alias_name=none, node=none) %}x_{{ node.name }}{% endmacro %}