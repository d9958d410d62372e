extension GlobalProject {
  static let adapters = #"""
    {% macro create_schema(relation) -%}
      {{ adapter.dispatch('create_schema', 'dbt')(relation) }}
    {% endmacro %}

    {% macro default__create_schema(relation) -%}
      {%- call statement('create_schema') -%}
        create schema if not exists {{ relation.without_identifier() }}
      {%- endcall -%}
    {% endmacro %}

    {% macro drop_schema(relation) -%}
      {{ adapter.dispatch('drop_schema', 'dbt')(relation) }}
    {% endmacro %}

    {% macro default__drop_schema(relation) -%}
      {%- call statement('drop_schema') -%}
        drop schema if exists {{ relation.without_identifier() }} cascade
      {%- endcall -%}
    {% endmacro %}

    {% macro list_schemas(database) -%}
      {{ return(adapter.dispatch('list_schemas', 'dbt')(database)) }}
    {%- endmacro %}

    {% macro default__list_schemas(database) -%}
      {{ return(adapter.list_schemas(database)) }}
    {%- endmacro %}

    {% macro check_schema_exists(information_schema, schema) -%}
      {{ return(adapter.dispatch('check_schema_exists', 'dbt')(information_schema, schema)) }}
    {%- endmacro %}

    {% macro default__check_schema_exists(information_schema, schema) -%}
      {{ return(adapter.check_schema_exists(information_schema.database, schema)) }}
    {%- endmacro %}

    {% macro list_relations_without_caching(schema_relation) %}
      {{ return(adapter.dispatch('list_relations_without_caching', 'dbt')(schema_relation)) }}
    {% endmacro %}

    {% macro default__list_relations_without_caching(schema_relation) %}
      {{ return(adapter.list_relations_without_caching(schema_relation)) }}
    {% endmacro %}

    {% macro information_schema_name(database) %}
      {{ return(adapter.dispatch('information_schema_name', 'dbt')(database)) }}
    {% endmacro %}

    {% macro default__information_schema_name(database) -%}
      {{ return('information_schema') }}
    {%- endmacro %}

    {% macro current_timestamp() -%}
      {{ adapter.dispatch('current_timestamp', 'dbt')() }}
    {%- endmacro %}

    {% macro default__current_timestamp() -%}
      now()
    {%- endmacro %}

    {% macro snapshot_get_time() -%}
      {{ adapter.dispatch('snapshot_get_time', 'dbt')() }}
    {%- endmacro %}

    {% macro default__snapshot_get_time() -%}
      {{ current_timestamp() }}::timestamp
    {%- endmacro %}

    {% macro collect_freshness(source, loaded_at_field, filter) %}
      {{ return(adapter.dispatch('collect_freshness', 'dbt')(source, loaded_at_field, filter)) }}
    {% endmacro %}

    {% macro default__collect_freshness(source, loaded_at_field, filter) %}
      {% call statement('collect_freshness', fetch_result=True, auto_begin=False) -%}
        select max({{ loaded_at_field }}) as max_loaded_at, {{ current_timestamp() }} as snapshotted_at
        from {{ source }}
        {% if filter %}where {{ filter }}{% endif %}
      {% endcall %}
      {{ return(load_result('collect_freshness')) }}
    {% endmacro %}

    {% macro collect_freshness_custom_sql(source, loaded_at_query) %}
      {{ return(adapter.dispatch('collect_freshness_custom_sql', 'dbt')(source, loaded_at_query)) }}
    {% endmacro %}

    {% macro default__collect_freshness_custom_sql(source, loaded_at_query) %}
      {% call statement('collect_freshness_custom_sql', fetch_result=True, auto_begin=False) -%}
        with source_query as (
          {{ loaded_at_query }}
        )
        select (select * from source_query) as max_loaded_at, {{ current_timestamp() }} as snapshotted_at
      {% endcall %}
      {{ return(load_result('collect_freshness_custom_sql')) }}
    {% endmacro %}

    {% macro apply_grants(relation, grant_config, should_revoke=True) %}
      {{ return(adapter.dispatch('apply_grants', 'dbt')(relation, grant_config, should_revoke)) }}
    {% endmacro %}

    {% macro default__apply_grants(relation, grant_config, should_revoke=True) %}
    {% endmacro %}

    {% macro should_revoke(existing_relation, full_refresh_mode=True) %}
      {{ return(existing_relation is not none and not full_refresh_mode) }}
    {% endmacro %}

    {% macro persist_docs(relation, model, for_relation=true, for_columns=true) -%}
      {{ return(adapter.dispatch('persist_docs', 'dbt')(relation, model, for_relation, for_columns)) }}
    {% endmacro %}

    {% macro default__persist_docs(relation, model, for_relation, for_columns) -%}
    {% endmacro %}

    {% macro create_indexes(relation) -%}
      {{ adapter.dispatch('create_indexes', 'dbt')(relation) }}
    {%- endmacro %}

    {% macro default__create_indexes(relation) -%}
    {%- endmacro %}

    {% macro copy_grants() -%}
      {{ return(false) }}
    {%- endmacro %}

    {% macro get_show_sql(compiled_code, sql_header, limit) -%}
      {%- if sql_header is not none -%}{{ sql_header }}{%- endif %}
      {{ get_limit_subquery_sql(compiled_code, limit) }}
    {% endmacro %}

    {% macro get_limit_sql(sql, limit) -%}
      {{ adapter.dispatch('get_limit_sql', 'dbt')(sql, limit) }}
    {%- endmacro %}

    {% macro default__get_limit_sql(sql, limit) -%}
      {{ sql }}
      {% if limit is not none %}limit {{ limit }}{%- endif -%}
    {%- endmacro %}

    {% macro get_limit_subquery_sql(sql, limit) -%}
      {{ adapter.dispatch('get_limit_subquery_sql', 'dbt')(sql, limit) }}
    {%- endmacro %}

    {% macro default__get_limit_subquery_sql(sql, limit) -%}
    {{ get_limit_sql(sql, limit) }}
    {%- endmacro %}
    """#
}
