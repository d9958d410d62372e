{% macro wrap(name) %}( {{ caller(name) }} ) as {{ name }}{% endmacro %}
