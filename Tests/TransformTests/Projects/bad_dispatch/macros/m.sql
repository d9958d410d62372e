{% macro f() %}{{ adapter.dispatch('f_absent')() }}{% endmacro %}
