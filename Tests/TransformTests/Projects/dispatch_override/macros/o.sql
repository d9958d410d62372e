{% macro duckdb__concat(fields) %}'overridden'{% endmacro %}
