{% macro greet() %}{{ return(adapter.dispatch('greet', 'pkg')()) }}{% endmacro %}
{% macro default__greet() %}'pkg'{% endmacro %}
{% macro plain() %}'plain pkg'{% endmacro %}
{% macro caller_of_plain() %}{{ plain() }}{% endmacro %}
