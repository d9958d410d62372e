{% macro make(n) %}{% do run_query('create or replace table ' ~ target.schema ~ '.made as select ' ~ n ~ ' as n from ' ~ var('t', 'nowhere')) %}{% endmacro %}
