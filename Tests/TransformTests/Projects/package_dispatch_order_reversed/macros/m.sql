{% macro default__greet() %}'root'{% endmacro %}
