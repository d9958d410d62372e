{% macro price() %}5{% endmacro %}
