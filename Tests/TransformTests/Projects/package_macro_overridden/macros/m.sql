{% macro default__greet() %}'root'{% endmacro %}
{% macro plain() %}'plain root'{% endmacro %}
