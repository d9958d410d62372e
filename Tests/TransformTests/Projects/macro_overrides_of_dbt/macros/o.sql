{% macro duckdb__create_view_as(relation, sql) %}create or replace view {{ relation }} as (select *, 'override' as how from ({{ sql }})){% endmacro %}
{% macro get_where_subquery(relation) %}{{ return('(select * from ' ~ relation ~ ' where id < 2)') }}{% endmacro %}
