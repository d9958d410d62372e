{% macro greet(name, times=1) %}{% do run_query('create or replace table ' ~ target.schema ~ '.greeting as select \'' ~ name ~ '\' as name, ' ~ times ~ ' as times') %}{% endmacro %}
