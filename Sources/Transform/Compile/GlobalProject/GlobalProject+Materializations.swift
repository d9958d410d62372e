extension GlobalProject {
  /// A materialization that makes the node's relation anew: what is of another type is dropped
  /// after the hooks before, and `work` comes before the hooks after.
  private static func materialization(_ name: String, type: String, _ work: String) -> String {
    #"""
    {% materialization \#(name), default %}
      {%- set target_relation = this.incorporate(type='\#(type)') -%}
      {%- set existing = load_cached_relation(this) -%}
      {{ run_hooks(pre_hooks, inside_transaction=False) }}
      {{ run_hooks(pre_hooks, inside_transaction=True) }}
      {%- if existing is not none and existing.type != '\#(type)' -%}
        {%- do adapter.drop_relation(existing) -%}
      {%- endif -%}
      \#(work)
      \#(materializationEnd)

    """#
  }

  /// What every materialization of one relation ends with.
  static let materializationEnd = #"""
    {{ run_hooks(post_hooks, inside_transaction=True) }}
        {% do persist_docs(target_relation, model) %}
        {{ run_hooks(post_hooks, inside_transaction=False) }}
        {{ return({'relations': [target_relation]}) }}
      {% endmaterialization %}
    """#

  static let tableMaterialization = materialization(
    "table", type: "table",
    """
    {% call statement('main') -%}
      {{ get_create_table_as_sql(False, target_relation, sql) }}
    {%- endcall %}
    """)

  static let viewMaterialization = materialization(
    "view", type: "view",
    """
    {% call statement('main') -%}
      {{ get_create_view_as_sql(target_relation, sql) }}
    {%- endcall %}
    """)

  static let seedMaterialization = materialization(
    "seed", type: "table",
    """
    {%- set rows = load_seed(target_relation) -%}
    {% call noop_statement('main', 'INSERT ' ~ rows, 'INSERT', rows) %}
    {% endcall %}
    """)

  static let testMaterialization = #"""
    {% materialization test, default %}
      {%- set relations = [] -%}
      {%- if should_store_failures() -%}
        {%- set target_relation = this.incorporate(type='table') -%}
        {%- set existing = load_cached_relation(this) -%}
        {%- if existing is not none -%}
          {%- do adapter.drop_relation(existing) -%}
        {%- endif -%}
        {% call statement(auto_begin=True) %}
          {%- if config.get('store_failures_as') == 'view' -%}
            {{ get_create_view_as_sql(target_relation.incorporate(type='view'), sql) }}
          {%- else -%}
            {{ get_create_table_as_sql(False, target_relation, sql) }}
          {%- endif -%}
        {% endcall %}
        {%- do relations.append(target_relation) -%}
        {%- set main_sql -%}
          select * from {{ target_relation }}
        {%- endset -%}
      {%- else -%}
        {%- set main_sql = sql -%}
      {%- endif -%}
      {% call statement('main', fetch_result=True) -%}
        {{ get_test_sql(main_sql, config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), config.get('limit')) }}
      {%- endcall %}
      {%- if 'macro.dbt.test_anomalies' in model['depends_on']['macros'] -%}
        {%- do keep_anomaly_measures() -%}
      {%- endif -%}
      {{ return({'relations': relations}) }}
    {% endmaterialization %}

    {% macro get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) -%}
      {{ adapter.dispatch('get_test_sql', 'dbt')(main_sql, fail_calc, warn_if, error_if, limit) }}
    {%- endmacro %}

    {% macro default__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) -%}
      select
        {{ fail_calc }} as failures,
        {{ fail_calc }} {{ warn_if }} as should_warn,
        {{ fail_calc }} {{ error_if }} as should_error
      from (
        {{ main_sql }}
        {{ "limit " ~ limit if limit is not none }}
      ) dbt_internal_test
    {%- endmacro %}

    {% macro get_where_subquery(relation) -%}
      {% do return(adapter.dispatch('get_where_subquery', 'dbt')(relation)) %}
    {%- endmacro %}

    {% macro default__get_where_subquery(relation) -%}
      {% set where = config.get('where', '') %}
      {% if where %}
        {%- set filtered -%}
          (select * from {{ relation }} where {{ where }}) dbt_subquery
        {%- endset -%}
        {% do return(filtered) %}
      {%- else -%}
        {% do return(relation) %}
      {%- endif -%}
    {%- endmacro %}
    """#

  static let genericTests = #"""
    {% test unique(model, column_name) %}
      {{ adapter.dispatch('test_unique', 'dbt')(model, column_name) }}
    {% endtest %}

    {% macro default__test_unique(model, column_name) %}
    select
        {{ column_name }} as unique_field,
        count(*) as n_records
    from {{ model }}
    where {{ column_name }} is not null
    group by {{ column_name }}
    having count(*) > 1
    {% endmacro %}

    {% test not_null(model, column_name) %}
      {{ adapter.dispatch('test_not_null', 'dbt')(model, column_name) }}
    {% endtest %}

    {% macro default__test_not_null(model, column_name) %}
    {% set column_list = '*' if should_store_failures() else column_name %}
    select {{ column_list }}
    from {{ model }}
    where {{ column_name }} is null
    {% endmacro %}

    {% test accepted_values(model, column_name, values, quote=True) %}
      {{ adapter.dispatch('test_accepted_values', 'dbt')(model, column_name, values, quote) }}
    {% endtest %}

    {% macro default__test_accepted_values(model, column_name, values, quote=True) %}
    with all_values as (
        select {{ column_name }} as value_field, count(*) as n_records
        from {{ model }}
        group by {{ column_name }}
    )
    select *
    from all_values
    where value_field not in (
        {%- for value in values -%}
        {{ "'" ~ (value | string | replace("'", "''")) ~ "'" if quote else value }}
        {{- "," if not loop.last }}
        {%- endfor -%}
    )
    {% endmacro %}

    {% test relationships(model, column_name, to, field) %}
      {{ adapter.dispatch('test_relationships', 'dbt')(model, column_name, to, field) }}
    {% endtest %}

    {% macro default__test_relationships(model, column_name, to, field) %}
    with child as (
        select {{ column_name }} as from_field from {{ model }}
        where {{ column_name }} is not null
    ),
    parent as (
        select {{ field }} as to_field from {{ to }}
    )
    select from_field
    from child
    left join parent on child.from_field = parent.to_field
    where parent.to_field is null
    {% endmacro %}
    """#
}
