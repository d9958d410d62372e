{% macro make(a=1, b='x') %}{% do run_query("create or replace table " ~ target.schema ~ ".made as select " ~ a ~ " as a, '" ~ b ~ "' as b") %}{% endmacro %}
{% macro refs() %}{% do run_query("create or replace table " ~ target.schema ~ ".copied as select * from " ~ ref('m')) %}{% endmacro %}
{% macro fails() %}{{ exceptions.raise_compiler_error("no") }}{% endmacro %}
{% macro queries() %}select nope{% endmacro %}
