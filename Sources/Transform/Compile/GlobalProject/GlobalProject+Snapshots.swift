extension GlobalProject {
  static let snapshotMaterialization = #"""
    {% materialization snapshot, default %}
      {%- set target_relation = this.incorporate(type='table') -%}
      {%- set existing = load_cached_relation(this) -%}
      {{ run_hooks(pre_hooks, inside_transaction=False) }}
      {{ run_hooks(pre_hooks, inside_transaction=True) }}
      {%- if existing is not none and existing.type != 'table' -%}
        {%- do exceptions.relation_wrong_type(existing, 'table') -%}
      {%- endif -%}
      {%- set strategy_macro = strategy_dispatch(config.get('strategy')) -%}
      {%- set strategy = strategy_macro(model, 'snapshotted_data', 'source_data', model['config'], existing is not none) -%}
      {%- if existing is none -%}
        {% call statement('main') -%}
          {{ create_table_as(False, target_relation, build_snapshot_table(strategy, model['compiled_code'])) }}
        {%- endcall %}
      {%- else -%}
        {%- do adapter.assert_valid_snapshot_target_given_strategy(existing, get_snapshot_table_column_names(), strategy) -%}
        {%- set staging = build_snapshot_staging_table(strategy, sql, existing) -%}
        {%- set missing = adapter.get_missing_columns(staging, existing)
          | rejectattr('name', 'in', ['dbt_change_type', 'DBT_CHANGE_TYPE', 'dbt_unique_key', 'DBT_UNIQUE_KEY']) | list -%}
        {%- set added = [] -%}
        {%- for column in missing if not (column.name | lower).startswith('dbt_unique_key') -%}
          {%- do added.append(column) -%}
        {%- endfor -%}
        {%- if added -%}
          {%- do create_columns(existing, added) -%}
        {%- endif -%}
        {%- set names = [] -%}
        {%- for column in adapter.get_columns_in_relation(staging)
            if (column.name | lower) != 'dbt_change_type' and not (column.name | lower).startswith('dbt_unique_key') -%}
          {%- do names.append(column.quoted) -%}
        {%- endfor -%}
        {% call statement('main') -%}
          {{ snapshot_merge_sql(target=existing, source=staging, insert_cols=names) }}
        {%- endcall %}
        {%- do post_snapshot(staging) -%}
      {%- endif -%}
      \#(materializationEnd)

    {% macro create_columns(relation, columns) %}
      {{ adapter.dispatch('create_columns', 'dbt')(relation, columns) }}
    {% endmacro %}

    {% macro default__create_columns(relation, columns) %}
      {% do alter_relation_add_remove_columns(relation, columns, none) %}
    {% endmacro %}

    {% macro post_snapshot(staging_relation) %}
      {{ adapter.dispatch('post_snapshot', 'dbt')(staging_relation) }}
    {% endmacro %}

    {% macro default__post_snapshot(staging_relation) %}
      {%- do run_query('drop table if exists ' ~ staging_relation) -%}
    {% endmacro %}

    {% macro snapshot_merge_sql(target, source, insert_cols) -%}
      {{ adapter.dispatch('snapshot_merge_sql', 'dbt')(target, source, insert_cols) }}
    {%- endmacro %}

    {% macro default__snapshot_merge_sql(target, source, insert_cols) -%}
      {%- set names = get_snapshot_table_column_names() -%}
      {%- set open_end = config.get('dbt_valid_to_current') -%}
      merge into {{ target }} as DBT_INTERNAL_DEST
      using {{ source }} as DBT_INTERNAL_SOURCE
      on DBT_INTERNAL_SOURCE.{{ names.dbt_scd_id }} = DBT_INTERNAL_DEST.{{ names.dbt_scd_id }}
      when matched
        and {% if open_end %}(DBT_INTERNAL_DEST.{{ names.dbt_valid_to }} = {{ open_end }} or DBT_INTERNAL_DEST.{{ names.dbt_valid_to }} is null){% else %}DBT_INTERNAL_DEST.{{ names.dbt_valid_to }} is null{% endif %}
        and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete')
        then update set {{ names.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ names.dbt_valid_to }}
      when not matched
        and DBT_INTERNAL_SOURCE.dbt_change_type = 'insert'
        then insert ({{ insert_cols | join(', ') }})
        values (
          {%- for name in insert_cols -%}
            DBT_INTERNAL_SOURCE.{{ name }}{{ ', ' if not loop.last }}
          {%- endfor -%}
        )
    {%- endmacro %}

    {% macro build_snapshot_table(strategy, sql) -%}
      {{ adapter.dispatch('build_snapshot_table', 'dbt')(strategy, sql) }}
    {%- endmacro %}

    {% macro default__build_snapshot_table(strategy, sql) %}
      {%- set names = get_snapshot_table_column_names() -%}
      select *,
        {{ strategy.scd_id }} as {{ names.dbt_scd_id }},
        {{ strategy.updated_at }} as {{ names.dbt_updated_at }},
        {{ strategy.updated_at }} as {{ names.dbt_valid_from }},
        {{ get_dbt_valid_to_current(strategy, names) }}
        {%- if strategy.hard_deletes == 'new_record' %},
        'False' as {{ names.dbt_is_deleted }}
        {%- endif %}
      from (
        {{ sql }}
      ) sbq
    {% endmacro %}

    {% macro build_snapshot_staging_table(strategy, sql, target_relation) %}
      {%- set temp_relation = make_temp_relation(target_relation) -%}
      {%- set query = snapshot_staging_table(strategy, sql, target_relation) -%}
      {% call statement('build_snapshot_staging_relation') %}
        {{ create_table_as(True, temp_relation, query) }}
      {% endcall %}
      {% do return(temp_relation.include(database=false, schema=false)) %}
    {% endmacro %}

    {% macro snapshot_staging_table(strategy, source_sql, target_relation) -%}
      {{ adapter.dispatch('snapshot_staging_table', 'dbt')(strategy, source_sql, target_relation) }}
    {%- endmacro %}

    {% macro default__snapshot_staging_table(strategy, source_sql, target_relation) -%}
      {%- set names = get_snapshot_table_column_names() -%}
      {%- set open_end = config.get('dbt_valid_to_current') -%}
      {%- set keeps_deletes = strategy.hard_deletes == 'new_record' -%}
      {%- set now = snapshot_get_time() -%}
      with snapshot_query as (
        {{ source_sql }}
      ),
      snapshotted_data as (
        select *, {{ unique_key_fields(strategy.unique_key) }}
        from {{ target_relation }}
        where {% if open_end %}({{ names.dbt_valid_to }} = {{ open_end }} or {{ names.dbt_valid_to }} is null){% else %}{{ names.dbt_valid_to }} is null{% endif %}
      ),
      insertions_source_data as (
        select *, {{ unique_key_fields(strategy.unique_key) }},
          {{ strategy.updated_at }} as {{ names.dbt_updated_at }},
          {{ strategy.updated_at }} as {{ names.dbt_valid_from }},
          {{ get_dbt_valid_to_current(strategy, names) }},
          {{ strategy.scd_id }} as {{ names.dbt_scd_id }}
        from snapshot_query
      ),
      updates_source_data as (
        select *, {{ unique_key_fields(strategy.unique_key) }},
          {{ strategy.updated_at }} as {{ names.dbt_updated_at }},
          {{ strategy.updated_at }} as {{ names.dbt_valid_from }},
          {{ strategy.updated_at }} as {{ names.dbt_valid_to }}
        from snapshot_query
      ),
      {%- if strategy.hard_deletes in ['invalidate', 'new_record'] %}
      deletes_source_data as (
        select *, {{ unique_key_fields(strategy.unique_key) }}
        from snapshot_query
      ),
      {%- endif %}
      insertions as (
        select 'insert' as dbt_change_type, source_data.*
          {%- if keeps_deletes %}, 'False' as {{ names.dbt_is_deleted }}{% endif %}
        from insertions_source_data as source_data
        left outer join snapshotted_data on {{ unique_key_join_on(strategy.unique_key, 'snapshotted_data', 'source_data') }}
        where {{ unique_key_is_null(strategy.unique_key, 'snapshotted_data') }}
          or ({{ unique_key_is_not_null(strategy.unique_key, 'snapshotted_data') }}
            and ({{ strategy.row_changed }}{% if keeps_deletes %} or snapshotted_data.{{ names.dbt_is_deleted }} = 'True'{% endif %}))
      ),
      updates as (
        select 'update' as dbt_change_type, source_data.*,
          snapshotted_data.{{ names.dbt_scd_id }}
          {%- if keeps_deletes %}, snapshotted_data.{{ names.dbt_is_deleted }}{% endif %}
        from updates_source_data as source_data
        join snapshotted_data on {{ unique_key_join_on(strategy.unique_key, 'snapshotted_data', 'source_data') }}
        where {{ strategy.row_changed }}{% if keeps_deletes %} or snapshotted_data.{{ names.dbt_is_deleted }} = 'True'{% endif %}
      )
      {%- if strategy.hard_deletes in ['invalidate', 'new_record'] %},
      deletes as (
        select 'delete' as dbt_change_type, source_data.*,
          {{ now }} as {{ names.dbt_valid_from }}, {{ now }} as {{ names.dbt_updated_at }},
          {{ now }} as {{ names.dbt_valid_to }},
          snapshotted_data.{{ names.dbt_scd_id }}
          {%- if keeps_deletes %}, snapshotted_data.{{ names.dbt_is_deleted }}{% endif %}
        from snapshotted_data
        left join deletes_source_data as source_data on {{ unique_key_join_on(strategy.unique_key, 'snapshotted_data', 'source_data') }}
        where {{ unique_key_is_null(strategy.unique_key, 'source_data') }}
        {%- if keeps_deletes %}
          and not (snapshotted_data.{{ names.dbt_is_deleted }} = 'True' and snapshotted_data.{{ names.dbt_valid_to }} is null)
        {%- endif %}
      )
      {%- endif %}
      {%- if keeps_deletes %},
      deletion_records as (
        select 'insert' as dbt_change_type, snapshotted_data.* exclude (
            {{ names.dbt_valid_from }}, {{ names.dbt_updated_at }}, {{ names.dbt_valid_to }},
            {{ names.dbt_scd_id }}, {{ names.dbt_is_deleted }}),
          {{ now }} as {{ names.dbt_valid_from }}, {{ now }} as {{ names.dbt_updated_at }},
          {% if open_end %}{{ open_end }}{% else %}cast(null as timestamp){% endif %} as {{ names.dbt_valid_to }},
          md5(snapshotted_data.{{ names.dbt_scd_id }} || '|' || cast({{ now }} as varchar)) as {{ names.dbt_scd_id }},
          'True' as {{ names.dbt_is_deleted }}
        from snapshotted_data
        left join deletes_source_data as source_data on {{ unique_key_join_on(strategy.unique_key, 'snapshotted_data', 'source_data') }}
        where {{ unique_key_is_null(strategy.unique_key, 'source_data') }}
          and not (snapshotted_data.{{ names.dbt_is_deleted }} = 'True' and snapshotted_data.{{ names.dbt_valid_to }} is null)
      )
      {%- endif %}
      select * from insertions
      union all by name select * from updates
      {%- if strategy.hard_deletes in ['invalidate', 'new_record'] %}
      union all by name select * from deletes
      {%- endif %}
      {%- if keeps_deletes %}
      union all by name select * from deletion_records
      {%- endif %}
    {%- endmacro %}
    """#

  static let snapshotStrategies = #"""
    {% macro get_snapshot_table_column_names() %}
      {{ return(adapter.dispatch('get_snapshot_table_column_names', 'dbt')()) }}
    {% endmacro %}

    {% macro default__get_snapshot_table_column_names() %}
      {%- set names = {
        'dbt_valid_to': 'dbt_valid_to', 'dbt_valid_from': 'dbt_valid_from',
        'dbt_scd_id': 'dbt_scd_id', 'dbt_updated_at': 'dbt_updated_at',
        'dbt_is_deleted': 'dbt_is_deleted'} -%}
      {%- for key, name in (config.get('snapshot_meta_column_names') or {}).items() if name -%}
        {%- do names.update({key: name}) -%}
      {%- endfor -%}
      {{ return(names) }}
    {% endmacro %}

    {% macro strategy_dispatch(name) -%}
      {%- set original_name = name -%}
      {%- if '.' in name -%}
        {%- set package_name, name = name.split('.', 1) -%}
      {%- endif -%}
      {%- set known = {'timestamp': snapshot_timestamp_strategy, 'check': snapshot_check_strategy} -%}
      {%- if name in known -%}
        {{ return(known[name]) }}
      {%- endif -%}
      {{ return(strategy_named('snapshot_' ~ name ~ '_strategy')) }}
    {%- endmacro %}

    {% macro snapshot_hash_arguments(args) -%}
      {{ adapter.dispatch('snapshot_hash_arguments', 'dbt')(args) }}
    {%- endmacro %}

    {% macro default__snapshot_hash_arguments(args) -%}
      md5({%- for arg in args -%}
        coalesce(cast({{ arg }} as varchar ), '')
        {% if not loop.last %} || '|' || {% endif %}
      {%- endfor -%})
    {%- endmacro %}

    {% macro get_dbt_valid_to_current(strategy, columns) %}
      {%- set open_end = config.get('dbt_valid_to_current') or 'null' -%}
      coalesce(nullif({{ strategy.updated_at }}, {{ strategy.updated_at }}), {{ open_end }}) as {{ columns.dbt_valid_to }}
    {% endmacro %}

    {% macro unique_key_fields(unique_key) %}
      {%- if unique_key is not string -%}
        {%- for key in unique_key -%}
          {{ key }} as dbt_unique_key_{{ loop.index }}{{ ', ' if not loop.last }}
        {%- endfor -%}
      {%- else -%}
        {{ unique_key }} as dbt_unique_key
      {%- endif -%}
    {% endmacro %}

    {% macro unique_key_join_on(unique_key, identifier, from_identifier) %}
      {%- if unique_key is not string -%}
        {%- for key in unique_key -%}
          {{ identifier }}.dbt_unique_key_{{ loop.index }} = {{ from_identifier }}.dbt_unique_key_{{ loop.index }}
          {%- if not loop.last %} and {% endif -%}
        {%- endfor -%}
      {%- else -%}
        {{ identifier }}.dbt_unique_key = {{ from_identifier }}.dbt_unique_key
      {%- endif -%}
    {% endmacro %}

    {% macro unique_key_is_null(unique_key, identifier) %}
      {%- if unique_key is not string -%}
        {{ identifier }}.dbt_unique_key_1 is null
      {%- else -%}
        {{ identifier }}.dbt_unique_key is null
      {%- endif -%}
    {% endmacro %}

    {% macro unique_key_is_not_null(unique_key, identifier) %}
      {%- if unique_key is not string -%}
        {{ identifier }}.dbt_unique_key_1 is not null
      {%- else -%}
        {{ identifier }}.dbt_unique_key is not null
      {%- endif -%}
    {% endmacro %}

    {% macro snapshot_timestamp_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) %}
      {%- set primary_key = config.get('unique_key') -%}
      {%- set updated_at = config.get('updated_at') -%}
      {%- set names = get_snapshot_table_column_names() -%}
      {%- set row_changed -%}
        ({{ snapshotted_rel }}.{{ names.dbt_valid_from }} < {{ current_rel }}.{{ updated_at }})
      {%- endset -%}
      {%- set keys = primary_key if primary_key is not string else [primary_key] -%}
      {{ return({
        'unique_key': primary_key, 'updated_at': updated_at, 'row_changed': row_changed,
        'scd_id': snapshot_hash_arguments(keys + [updated_at]),
        'invalidate_hard_deletes': snapshot_hard_deletes() == 'invalidate',
        'hard_deletes': snapshot_hard_deletes()
      }) }}
    {% endmacro %}

    {% macro snapshot_hard_deletes() %}
      {%- set written = config.get('hard_deletes') -%}
      {%- if written -%}
        {{ return(written) }}
      {%- endif -%}
      {{ return('invalidate' if config.get('invalidate_hard_deletes') else 'ignore') }}
    {% endmacro %}

    {% macro snapshot_string_as_time(timestamp) -%}
      {{ adapter.dispatch('snapshot_string_as_time', 'dbt')(timestamp) }}
    {%- endmacro %}

    {% macro default__snapshot_string_as_time(timestamp) -%}
      {{ return("'" ~ timestamp ~ "'::timestamp") }}
    {%- endmacro %}

    {% macro snapshot_check_all_get_existing_columns(node, target_exists, check_cols_config) -%}
      {%- set wanted = get_columns_in_query(node['compiled_code']) if check_cols_config == 'all' else check_cols_config -%}
      {%- if not target_exists -%}
        {{ return((false, wanted)) }}
      {%- endif -%}
      {%- set existing = adapter.get_columns_in_relation(this) | map(attribute='name') | map('lower') | list -%}
      {%- set ns = namespace(added=false) -%}
      {%- set kept = [] -%}
      {%- for name in wanted -%}
        {%- if name | lower in existing -%}
          {%- do kept.append(adapter.quote(name) if check_cols_config == 'all' else name) -%}
        {%- else -%}
          {%- set ns.added = true -%}
        {%- endif -%}
      {%- endfor -%}
      {{ return((ns.added, kept)) }}
    {%- endmacro %}

    {% macro snapshot_check_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) %}
      {%- set check_cols = config.get('check_cols') -%}
      {%- set primary_key = config.get('unique_key') -%}
      {%- set updated_at = config.get('updated_at') or snapshot_get_time() -%}
      {%- if check_cols != 'all' and not check_cols -%}
        {%- do exceptions.raise_compiler_error("Invalid value for 'check_cols': " ~ check_cols) -%}
      {%- endif -%}
      {%- set column_added, names = snapshot_check_all_get_existing_columns(node, target_exists, check_cols) -%}
      {%- set row_changed -%}
        (
        {%- if column_added -%}
          TRUE
        {%- else -%}
          {%- for name in names -%}
            {{ snapshotted_rel }}.{{ name }} is distinct from {{ current_rel }}.{{ name }}
            {%- if not loop.last %} or {% endif -%}
          {%- endfor -%}
        {%- endif -%}
        )
      {%- endset -%}
      {%- set keys = primary_key if primary_key is not string else [primary_key] -%}
      {{ return({
        'unique_key': primary_key, 'updated_at': updated_at, 'row_changed': row_changed,
        'scd_id': snapshot_hash_arguments(keys + [updated_at]),
        'invalidate_hard_deletes': snapshot_hard_deletes() == 'invalidate',
        'hard_deletes': snapshot_hard_deletes()
      }) }}
    {% endmacro %}

    {% macro get_true_sql() -%}
      {{ adapter.dispatch('get_true_sql', 'dbt')() }}
    {%- endmacro %}

    {% macro default__get_true_sql() -%}
      TRUE
    {%- endmacro %}

    {% materialization clone, default %}
      {%- set target_relation = this.incorporate(type='view') -%}
      {%- set existing = load_cached_relation(this) -%}
      {%- if existing is not none and not flags.FULL_REFRESH -%}
        {{ log('Relation ' ~ existing ~ ' already exists', info=True) }}
        {% call noop_statement('main', 'No-op') %}{% endcall %}
        {{ return({'relations': [existing]}) }}
      {%- endif -%}
      {%- if existing is not none and existing.type != 'view' -%}
        {%- do adapter.drop_relation(existing) -%}
      {%- endif -%}
      {% call statement('main') -%}
        {{ get_create_view_as_sql(target_relation, 'select * from ' ~ defer_relation) }}
      {%- endcall %}
      {{ return({'relations': [target_relation]}) }}
    {% endmaterialization %}
    """#
}
