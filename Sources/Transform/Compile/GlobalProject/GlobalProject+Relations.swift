extension GlobalProject {
  static let relations = #"""
    {% macro load_cached_relation(relation) %}
      {% do return(adapter.get_relation(
        database=relation.database, schema=relation.schema, identifier=relation.identifier)) %}
    {% endmacro %}

    {% macro load_relation(relation) %}
      {{ return(load_cached_relation(relation)) }}
    {% endmacro %}

    {% macro get_or_create_relation(database, schema, identifier, type) -%}
      {{ return(adapter.dispatch('get_or_create_relation', 'dbt')(database, schema, identifier, type)) }}
    {% endmacro %}

    {% macro default__get_or_create_relation(database, schema, identifier, type) %}
      {%- set existing = adapter.get_relation(database=database, schema=schema, identifier=identifier) %}
      {% if existing %}
        {% do return([true, existing]) %}
      {% endif %}
      {%- set fresh = api.Relation.create(
        database=database, schema=schema, identifier=identifier, type=type) -%}
      {% do return([false, fresh]) %}
    {% endmacro %}

    {% macro make_intermediate_relation(base_relation, suffix='__dbt_tmp') %}
      {{ return(adapter.dispatch('make_intermediate_relation', 'dbt')(base_relation, suffix)) }}
    {% endmacro %}

    {% macro default__make_intermediate_relation(base_relation, suffix) %}
      {{ return(default__make_temp_relation(base_relation, suffix)) }}
    {% endmacro %}

    {% macro make_temp_relation(base_relation, suffix='__dbt_tmp') %}
      {{ return(adapter.dispatch('make_temp_relation', 'dbt')(base_relation, suffix)) }}
    {% endmacro %}

    {% macro default__make_temp_relation(base_relation, suffix) %}
      {{ return(base_relation.incorporate(path={"identifier": base_relation.identifier ~ suffix})) }}
    {% endmacro %}

    {% macro make_backup_relation(base_relation, backup_relation_type, suffix='__dbt_backup') %}
      {{ return(adapter.dispatch('make_backup_relation', 'dbt')(base_relation, backup_relation_type, suffix)) }}
    {% endmacro %}

    {% macro default__make_backup_relation(base_relation, backup_relation_type, suffix) %}
      {{ return(base_relation.incorporate(
        path={"identifier": base_relation.identifier ~ suffix}, type=backup_relation_type)) }}
    {% endmacro %}

    {% macro drop_relation(relation) -%}
      {{ return(adapter.dispatch('drop_relation', 'dbt')(relation)) }}
    {% endmacro %}

    {% macro default__drop_relation(relation) -%}
      {% call statement('drop_relation', auto_begin=False) -%}
        {{ get_drop_sql(relation) }}
      {%- endcall %}
    {% endmacro %}

    {%- macro get_drop_sql(relation) -%}
      {{ adapter.dispatch('get_drop_sql', 'dbt')(relation) }}
    {%- endmacro -%}

    {%- macro default__get_drop_sql(relation) -%}
      drop {{ relation.type or 'table' }} if exists {{ relation }} cascade
    {%- endmacro -%}

    {% macro drop_relation_if_exists(relation) %}
      {% if relation is not none %}
        {{ adapter.drop_relation(relation) }}
      {% endif %}
    {% endmacro %}

    {% macro rename_relation(from_relation, to_relation) -%}
      {{ return(adapter.dispatch('rename_relation', 'dbt')(from_relation, to_relation)) }}
    {% endmacro %}

    {% macro default__rename_relation(from_relation, to_relation) -%}
      {% call statement('rename_relation') -%}
        alter {{ from_relation.type or 'table' }} {{ from_relation }} rename to {{ to_relation.include(database=false, schema=false) }}
      {%- endcall %}
    {% endmacro %}

    {% macro truncate_relation(relation) -%}
      {{ return(adapter.dispatch('truncate_relation', 'dbt')(relation)) }}
    {% endmacro %}

    {% macro default__truncate_relation(relation) -%}
      {% call statement('truncate_relation') -%}
        truncate table {{ relation }}
      {%- endcall %}
    {% endmacro %}

    {% macro get_create_table_as_sql(temporary, relation, sql) -%}
      {{ adapter.dispatch('get_create_table_as_sql', 'dbt')(temporary, relation, sql) }}
    {%- endmacro %}

    {% macro default__get_create_table_as_sql(temporary, relation, sql) -%}
      {{ return(create_table_as(temporary, relation, sql)) }}
    {% endmacro %}

    {% macro create_table_as(temporary, relation, compiled_code, language='sql') -%}
      {{ adapter.dispatch('create_table_as', 'dbt')(temporary, relation, compiled_code) }}
    {%- endmacro %}

    {% macro default__create_table_as(temporary, relation, compiled_code, language='sql') -%}
      {%- set sql_header = config.get('sql_header', none) -%}
      {%- set partitions = config.get('partitioned_by', none) -%}
      {%- if has_contract() -%}{%- do get_assert_columns_equivalent(compiled_code) -%}{%- endif -%}
      {{ sql_header if sql_header is not none }}
      {%- if has_contract() and not temporary and has_constraints() %}
      {{ return(build_constrained_table(relation, compiled_code)) }}
      {%- elif temporary %}
      create or replace temporary table {{ relation.include(database=false, schema=false) }}
      {%- else %}
      create or replace table {{ relation }}
      {%- if partitions %} partitioned by ({{ [partitions] | join(', ') if partitions is string else partitions | join(', ') }}){% endif -%}
      {%- endif %}
      as (
        {{ get_select_subquery(compiled_code) if has_contract() and not temporary else compiled_code }}
      )
    {%- endmacro %}

    {% macro get_create_view_as_sql(relation, sql) -%}
      {{ adapter.dispatch('get_create_view_as_sql', 'dbt')(relation, sql) }}
    {%- endmacro %}

    {% macro default__get_create_view_as_sql(relation, sql) -%}
      {{ return(create_view_as(relation, sql)) }}
    {% endmacro %}

    {% macro create_view_as(relation, sql) -%}
      {{ adapter.dispatch('create_view_as', 'dbt')(relation, sql) }}
    {%- endmacro %}

    {% macro default__create_view_as(relation, sql) -%}
      {%- if has_contract() -%}{%- do get_assert_columns_equivalent(sql) -%}{%- endif -%}
      {%- set sql_header = config.get('sql_header', none) -%}
      {{ sql_header if sql_header is not none }}
      create or replace view {{ relation }} as (
        {{ sql }}
      )
    {%- endmacro %}
    """#
}
