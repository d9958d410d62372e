{% macro make(n, name='t') %}
{% do run_query('create or replace table main.' ~ name ~ ' as select ' ~ n ~ ' as n') %}
{{ log('made ' ~ name, info=True) }}
{% endmacro %}
{% macro broken() %}{{ exceptions.raise_compiler_error('no') }}{% endmacro %}
