{% macro one(a, b=2) %}{{ a }}{% endmacro %}
