{% macro now_text() %}'now'{% endmacro %}
