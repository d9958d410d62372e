{% macro prepare() %}
{% do adapter.create_schema(api.Relation.create(database=target.database, schema='extra')) %}
{% do run_query('create or replace table extra.one as select 1 as id') %}
{% endmacro %}
