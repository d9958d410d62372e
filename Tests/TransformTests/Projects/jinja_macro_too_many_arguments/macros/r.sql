{% macro one(a) %}{{ a }}{% endmacro %}
