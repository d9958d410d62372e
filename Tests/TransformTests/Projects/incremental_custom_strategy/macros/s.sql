{% macro get_incremental_newest_sql(arg_dict) %}
insert into {{ arg_dict.target_relation }} ({{ arg_dict.dest_columns | map(attribute='quoted') | join(', ') }}) select {{ arg_dict.dest_columns | map(attribute='quoted') | join(', ') }} from {{ arg_dict.temp_relation }} where id > (select max(id) from {{ arg_dict.target_relation }})
{% endmacro %}
