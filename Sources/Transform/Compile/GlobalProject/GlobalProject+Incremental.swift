extension GlobalProject {
  static let incrementalMaterialization = #"""
    {% materialization incremental, default %}
      {%- set target_relation = this.incorporate(type='table') -%}
      {%- set existing = adapter.relation_at_start(this) -%}
      {%- set temp_relation = make_temp_relation(this) -%}
      {%- set unique_key = config.get('unique_key') -%}
      {%- set strategy = config.get('incremental_strategy') or 'default' -%}
      {%- set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') -%}
      {{ run_hooks(pre_hooks, inside_transaction=False) }}
      {{ run_hooks(pre_hooks, inside_transaction=True) }}
      {%- if existing is none or existing.type != 'table' or should_full_refresh() -%}
        {%- if existing is not none and existing.type != 'table' -%}
          {%- do adapter.drop_relation(existing) -%}
        {%- endif -%}
        {% call statement('main') -%}
          {{ get_create_table_as_sql(False, target_relation, sql) }}
        {%- endcall %}
      {%- else -%}
        {%- do run_query(get_create_table_as_sql(True, temp_relation, sql)) -%}
        {%- set source_relation = temp_relation.include(database=false, schema=false) -%}
        {%- set dest_columns = process_schema_changes(on_schema_change, source_relation, existing) -%}
        {%- if not dest_columns -%}
          {%- set dest_columns = adapter.get_columns_in_relation(existing) -%}
        {%- endif -%}
        {%- set strategy_macro = context_strategy(strategy) -%}
        {%- set arguments = {
          'target_relation': target_relation, 'temp_relation': source_relation,
          'unique_key': unique_key, 'dest_columns': dest_columns,
          'incremental_predicates': config.get('predicates') or config.get('incremental_predicates')
        } -%}
        {% call statement('main') -%}
          {{ strategy_macro(arguments) }}
        {%- endcall %}
        {%- do run_query('drop table if exists ' ~ source_relation) -%}
      {%- endif -%}
      \#(materializationEnd)
    """#

  static let incrementalStrategies = #"""
    {% macro get_incremental_append_sql(arg_dict) %}
      {{ return(adapter.dispatch('get_incremental_append_sql', 'dbt')(arg_dict)) }}
    {% endmacro %}

    {% macro default__get_incremental_append_sql(arg_dict) %}
      {% do return(get_insert_into_sql(arg_dict["target_relation"], arg_dict["temp_relation"], arg_dict["dest_columns"])) %}
    {% endmacro %}

    {% macro get_incremental_delete_insert_sql(arg_dict) %}
      {{ return(adapter.dispatch('get_incremental_delete_insert_sql', 'dbt')(arg_dict)) }}
    {% endmacro %}

    {% macro default__get_incremental_delete_insert_sql(arg_dict) %}
      {% do return(get_delete_insert_merge_sql(arg_dict["target_relation"], arg_dict["temp_relation"], arg_dict["unique_key"], arg_dict["dest_columns"], arg_dict["incremental_predicates"])) %}
    {% endmacro %}

    {% macro get_incremental_merge_sql(arg_dict) %}
      {{ return(adapter.dispatch('get_incremental_merge_sql', 'dbt')(arg_dict)) }}
    {% endmacro %}

    {% macro default__get_incremental_merge_sql(arg_dict) %}
      {% do return(get_merge_sql(arg_dict["target_relation"], arg_dict["temp_relation"], arg_dict["unique_key"], arg_dict["dest_columns"], arg_dict["incremental_predicates"])) %}
    {% endmacro %}

    {% macro get_incremental_microbatch_sql(arg_dict) %}
      {{ return(adapter.dispatch('get_incremental_microbatch_sql', 'dbt')(arg_dict)) }}
    {% endmacro %}

    {% macro default__get_incremental_microbatch_sql(arg_dict) %}
      {%- set column = config.get('event_time') -%}
      {%- set first = config.get('__dbt_internal_microbatch_event_time_start') -%}
      {%- set last = config.get('__dbt_internal_microbatch_event_time_end') -%}
      delete from {{ arg_dict["target_relation"] }}
      where {{ column }} >= '{{ first }}' and {{ column }} < '{{ last }}';
      {{ get_insert_into_sql(arg_dict["target_relation"], arg_dict["temp_relation"], arg_dict["dest_columns"]) }}
    {% endmacro %}

    {% macro get_incremental_default_sql(arg_dict) %}
      {{ return(adapter.dispatch('get_incremental_default_sql', 'dbt')(arg_dict)) }}
    {% endmacro %}

    {% macro default__get_incremental_default_sql(arg_dict) %}
      {% if arg_dict["unique_key"] %}
        {% do return(get_incremental_delete_insert_sql(arg_dict)) %}
      {% else %}
        {% do return(get_incremental_append_sql(arg_dict)) %}
      {% endif %}
    {% endmacro %}

    {% macro get_insert_into_sql(target_relation, temp_relation, dest_columns) %}
      {%- set names = get_quoted_csv(dest_columns | map(attribute="name")) -%}
      insert into {{ target_relation }} ({{ names }})
      (select {{ names }} from {{ temp_relation }})
    {% endmacro %}

    {% macro get_quoted_csv(column_names) %}
      {% set quoted = [] %}
      {% for name in column_names -%}
        {%- do quoted.append(adapter.quote(name)) -%}
      {%- endfor %}
      {% do return(quoted | join(', ')) %}
    {% endmacro %}

    {% macro get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
      {{ adapter.dispatch('get_delete_insert_merge_sql', 'dbt')(target, source, unique_key, dest_columns, incremental_predicates) }}
    {%- endmacro %}

    {% macro default__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
      {%- if unique_key -%}
        {%- set keys = [unique_key] if unique_key is string else unique_key -%}
        delete from {{ target }} as DBT_INTERNAL_DEST
        where ({{ keys | join(', ') }}) in (select {{ keys | join(', ') }} from {{ source }})
        {%- for predicate in incremental_predicates or [] %} and {{ predicate }}{% endfor -%};
      {%- endif %}
      {{ get_insert_into_sql(target, source, dest_columns) }}
    {%- endmacro %}

    {% macro get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) %}
      {%- if merge_update_columns and merge_exclude_columns -%}
        {{ exceptions.raise_compiler_error(
          'Model cannot specify merge_update_columns and merge_exclude_columns. Please update model to use only one config') }}
      {%- endif -%}
      {%- if merge_update_columns -%}
        {{ return(merge_update_columns) }}
      {%- endif -%}
      {%- set excluded = merge_exclude_columns or [] | map('lower') | list -%}
      {%- set kept = [] -%}
      {%- for column in dest_columns if column.name | lower not in excluded -%}
        {%- do kept.append(column.quoted) -%}
      {%- endfor -%}
      {{ return(kept) }}
    {% endmacro %}

    {% macro get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates=none) -%}
      {{ adapter.dispatch('get_merge_sql', 'dbt')(target, source, unique_key, dest_columns, incremental_predicates) }}
    {%- endmacro %}

    {% macro default__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates=none) -%}
      {%- set predicates = (incremental_predicates or []) | list -%}
      {%- set names = get_quoted_csv(dest_columns | map(attribute="name")) -%}
      {%- set updated = get_merge_update_columns(config.get('merge_update_columns'), config.get('merge_exclude_columns'), dest_columns) -%}
      {%- if unique_key -%}
        {%- for key in ([unique_key] if unique_key is string else unique_key) -%}
          {%- do predicates.append('DBT_INTERNAL_SOURCE.' ~ key ~ ' = DBT_INTERNAL_DEST.' ~ key) -%}
        {%- endfor -%}
      {%- else -%}
        {%- do predicates.append('false') -%}
      {%- endif -%}
      merge into {{ target }} as DBT_INTERNAL_DEST
      using {{ source }} as DBT_INTERNAL_SOURCE
      on ({{ predicates | join(') and (') }})
      {%- if unique_key %}
      when matched then update set
        {% for name in updated -%}
          {{ name }} = DBT_INTERNAL_SOURCE.{{ name }}{{ ", " if not loop.last }}
        {%- endfor %}
      {%- endif %}
      when not matched then insert ({{ names }})
      values (
        {%- for column in dest_columns -%}
          DBT_INTERNAL_SOURCE.{{ column.quoted }}{{ ", " if not loop.last }}
        {%- endfor -%}
      )
    {%- endmacro %}

    {% macro context_strategy(name) %}
      {%- set known = {
        'append': get_incremental_append_sql, 'delete+insert': get_incremental_delete_insert_sql,
        'merge': get_incremental_merge_sql, 'default': get_incremental_default_sql
      } -%}
      {%- if name in known -%}
        {{ return(known[name]) }}
      {%- endif -%}
      {{ return(strategy_named('get_incremental_' ~ name ~ '_sql')) }}
    {% endmacro %}
    """#

  static let schemaChanges = #"""
    {% macro incremental_validate_on_schema_change(on_schema_change, default='ignore') %}
      {%- if on_schema_change in ['sync_all_columns', 'append_new_columns', 'fail', 'ignore'] -%}
        {{ return(on_schema_change) }}
      {%- endif -%}
      {%- do log('Invalid value for on_schema_change (' ~ on_schema_change ~ ') specified. Setting default value of ' ~ default ~ '.') -%}
      {{ return(default) }}
    {% endmacro %}

    {% macro diff_columns(source_columns, target_columns) %}
      {%- set names = target_columns | map(attribute='name') | map('lower') | list -%}
      {%- set missing = [] -%}
      {%- for column in source_columns if column.name | lower not in names -%}
        {%- do missing.append(column) -%}
      {%- endfor -%}
      {{ return(missing) }}
    {% endmacro %}

    {% macro diff_column_data_types(source_columns, target_columns) %}
      {%- set changed = [] -%}
      {%- for column in source_columns -%}
        {%- for other in target_columns if other.name | lower == column.name | lower and other.data_type != column.data_type -%}
          {%- do changed.append({'column_name': other.name, 'new_type': column.data_type}) -%}
        {%- endfor -%}
      {%- endfor -%}
      {{ return(changed) }}
    {% endmacro %}

    {% macro check_for_schema_changes(source_relation, target_relation) %}
      {%- set source_columns = adapter.get_columns_in_relation(source_relation) -%}
      {%- set target_columns = adapter.get_columns_in_relation(target_relation) -%}
      {%- set added = diff_columns(source_columns, target_columns) -%}
      {%- set removed = diff_columns(target_columns, source_columns) -%}
      {%- set retyped = diff_column_data_types(source_columns, target_columns) -%}
      {{ return({
        'schema_changed': (added | length + removed | length + retyped | length) > 0,
        'source_not_in_target': added, 'target_not_in_source': removed,
        'source_columns': source_columns, 'target_columns': target_columns,
        'new_target_types': retyped
      }) }}
    {% endmacro %}

    {% macro process_schema_changes(on_schema_change, source_relation, target_relation) %}
      {%- if on_schema_change == 'ignore' -%}
        {{ return({}) }}
      {%- endif -%}
      {%- set changes = check_for_schema_changes(source_relation, target_relation) -%}
      {%- if changes['schema_changed'] -%}
        {%- if on_schema_change == 'fail' -%}
          {%- do exceptions.raise_compiler_error(
            'The source and target schemas on this incremental model are out of sync!'
            ~ ' Columns only in the source: ' ~ changes['source_not_in_target'] | map(attribute='name') | join(', ')
            ~ '. Columns only in the target: ' ~ changes['target_not_in_source'] | map(attribute='name') | join(', ')
            ~ '. Run with --full-refresh to rebuild the table.') -%}
        {%- endif -%}
        {%- do sync_column_schemas(on_schema_change, target_relation, changes) -%}
      {%- endif -%}
      {{ return(adapter.get_columns_in_relation(source_relation) if on_schema_change == 'sync_all_columns'
        else adapter.get_columns_in_relation(target_relation) if not changes['target_not_in_source']
        else changes['source_columns']) }}
    {% endmacro %}

    {% macro sync_column_schemas(on_schema_change, target_relation, schema_changes_dict) %}
      {%- set added = schema_changes_dict['source_not_in_target'] -%}
      {%- if on_schema_change == 'append_new_columns' -%}
        {%- if added -%}
          {%- do alter_relation_add_remove_columns(target_relation, added, none) -%}
        {%- endif -%}
      {%- else -%}
        {%- set removed = schema_changes_dict['target_not_in_source'] -%}
        {%- if added or removed -%}
          {%- do alter_relation_add_remove_columns(target_relation, added, removed) -%}
        {%- endif -%}
        {%- for change in schema_changes_dict['new_target_types'] -%}
          {%- do alter_column_type(target_relation, change['column_name'], change['new_type']) -%}
        {%- endfor -%}
      {%- endif -%}
    {% endmacro %}
    """#
}
