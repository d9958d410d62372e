{% macro duckdb__greet() %}'root duck'{% endmacro %}
