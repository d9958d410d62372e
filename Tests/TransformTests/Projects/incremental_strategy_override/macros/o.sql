{% macro duckdb__get_incremental_default_sql(arg_dict) %}insert into {{ arg_dict.target_relation }} select *, from {{ arg_dict.temp_relation }}{% endmacro %}
