extension GlobalProject {
  static let columns = #"""
    {% macro get_columns_in_relation(relation) -%}
      {{ return(adapter.dispatch('get_columns_in_relation', 'dbt')(relation)) }}
    {% endmacro %}

    {% macro default__get_columns_in_relation(relation) -%}
      {{ return(adapter.get_columns_in_relation(relation)) }}
    {% endmacro %}

    {% macro get_columns_in_query(select_sql) -%}
      {{ return(adapter.dispatch('get_columns_in_query', 'dbt')(select_sql)) }}
    {% endmacro %}

    {% macro default__get_columns_in_query(select_sql) %}
      {% call statement('get_columns_in_query', fetch_result=True, auto_begin=False) -%}
        {{ get_empty_subquery_sql(select_sql) }}
      {% endcall %}
      {{ return(load_result('get_columns_in_query').table.columns | map(attribute='name') | list) }}
    {% endmacro %}

    {% macro get_empty_subquery_sql(select_sql, select_sql_header=none) -%}
      {{ return(adapter.dispatch('get_empty_subquery_sql', 'dbt')(select_sql, select_sql_header)) }}
    {% endmacro %}

    {% macro default__get_empty_subquery_sql(select_sql, select_sql_header=none) %}
      {%- if select_sql_header is not none -%}{{ select_sql_header }}{%- endif -%}
      select * from (
        {{ select_sql }}
      ) as __dbt_sbq
      where false
      limit 0
    {% endmacro %}

    {% macro get_column_schema_from_query(select_sql, select_sql_header=none) -%}
      {{ return(adapter.get_column_schema_from_query(
        get_empty_subquery_sql(select_sql, select_sql_header))) }}
    {% endmacro %}

    {% macro alter_column_type(relation, column_name, new_column_type) -%}
      {{ return(adapter.dispatch('alter_column_type', 'dbt')(relation, column_name, new_column_type)) }}
    {% endmacro %}

    {% macro default__alter_column_type(relation, column_name, new_column_type) -%}
      {% do rebuild_with_columns(relation, retyped={column_name: new_column_type}) %}
    {% endmacro %}

    {% macro alter_relation_add_remove_columns(relation, add_columns=none, remove_columns=none) -%}
      {{ return(adapter.dispatch('alter_relation_add_remove_columns', 'dbt')(
        relation, add_columns, remove_columns)) }}
    {% endmacro %}

    {% macro default__alter_relation_add_remove_columns(relation, add_columns, remove_columns) -%}
      {% do rebuild_with_columns(relation, added=add_columns or [], removed=remove_columns or []) %}
    {% endmacro %}

    {% macro rebuild_with_columns(relation, added=[], removed=[], retyped={}) -%}
      {%- set gone = removed | map(attribute='name') | map('lower') | list -%}
      {%- set kept = [] -%}
      {%- for column in adapter.get_columns_in_relation(relation) if column.name | lower not in gone -%}
        {%- if column.name in retyped -%}
          {%- do kept.append('cast(' ~ column.quoted ~ ' as ' ~ retyped[column.name] ~ ') as ' ~ column.quoted) -%}
        {%- else -%}
          {%- do kept.append(column.quoted) -%}
        {%- endif -%}
      {%- endfor -%}
      {%- for column in added -%}
        {%- do kept.append('cast(null as ' ~ column.data_type ~ ') as ' ~ column.quoted) -%}
      {%- endfor -%}
      {%- call statement('rebuild_with_columns') -%}
        create or replace table {{ relation }} as
        select {{ kept | join(', ') }} from {{ relation }}
      {%- endcall -%}
    {% endmacro %}
    """#
}
