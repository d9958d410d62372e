{% macro one() %}1{% endmacro %}
{% macro one() %}2{% endmacro %}
