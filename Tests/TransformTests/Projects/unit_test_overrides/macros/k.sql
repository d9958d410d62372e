{% macro factor() %}2{% endmacro %}
