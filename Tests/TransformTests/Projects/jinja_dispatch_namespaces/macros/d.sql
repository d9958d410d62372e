{% macro hello() %}{{ return(adapter.dispatch('hello')()) }}{% endmacro %}
{% macro default__hello() %}'default'{% endmacro %}
{% macro duckdb__hello() %}'duck'{% endmacro %}
{% macro other() %}{{ return(adapter.dispatch('other', 'shop')(3)) }}{% endmacro %}
{% macro default__other(n) %}{{ n }}{% endmacro %}
