extension GlobalProject {
  static let contracts = #"""
    {% macro get_assert_columns_equivalent(sql) -%}
      {{ adapter.dispatch('get_assert_columns_equivalent', 'dbt')(sql) }}
    {%- endmacro %}

    {% macro default__get_assert_columns_equivalent(sql) -%}
      {{ return(assert_columns_equivalent(sql)) }}
    {%- endmacro %}

    {% macro assert_columns_equivalent(sql) %}
      {%- if not model['columns'] -%}
        {%- do exceptions.raise_contract_error([], []) -%}
      {%- endif -%}
      {%- set given = format_columns(get_column_schema_from_query(sql, config.get('sql_header', none))) -%}
      {%- set promised = format_columns(get_column_schema_from_query(get_empty_schema_sql(model['columns']))) -%}
      {%- set differing = given | rejectattr('formatted', 'in', promised | map(attribute='formatted') | list) | list -%}
      {%- if given | length != promised | length or differing -%}
        {%- do exceptions.raise_contract_error(promised, given) -%}
      {%- endif -%}
    {% endmacro %}

    {% macro format_columns(columns) %}
      {%- set formatted = [] -%}
      {%- for column in columns -%}
        {%- do formatted.append(adapter.dispatch('format_column', 'dbt')(column)) -%}
      {%- endfor -%}
      {{ return(formatted) }}
    {% endmacro %}

    {% macro default__format_column(column) -%}
      {{ return({
        'name': column.name, 'data_type': column.dtype,
        'formatted': column.name | lower ~ ' ' ~ column.dtype}) }}
    {%- endmacro %}

    {% macro get_empty_schema_sql(columns) -%}
      {{ return(adapter.dispatch('get_empty_schema_sql', 'dbt')(columns)) }}
    {%- endmacro %}

    {% macro default__get_empty_schema_sql(columns) %}
      {%- set untyped = columns.values() | rejectattr('data_type') | map(attribute='name') | list -%}
      {%- if untyped -%}
        {%- do exceptions.column_type_missing(column_names=untyped) -%}
      {%- endif -%}
      {%- set nothing = [] -%}
      {%- for column in columns.values() -%}
        {%- do nothing.append('cast(null as ' ~ column['data_type'] ~ ') as ' ~ contracted_name(column)) -%}
      {%- endfor -%}
      {{ return('select ' ~ nothing | join(', ')) }}
    {% endmacro %}

    {% macro contracted_name(column) -%}
      {{ return(adapter.quote(column['name']) if column.get('quote') else column['name']) }}
    {%- endmacro %}

    {% macro get_column_names() -%}
      {{ return(adapter.dispatch('get_column_names', 'dbt')()) }}
    {%- endmacro %}

    {% macro default__get_column_names() -%}
      {%- set names = [] -%}
      {%- for column in model['columns'].values() -%}
        {%- do names.append(contracted_name(column)) -%}
      {%- endfor -%}
      {{ return(names | join(', ')) }}
    {%- endmacro %}

    {% macro get_select_subquery(sql) %}
      {{ return(adapter.dispatch('get_select_subquery', 'dbt')(sql)) }}
    {% endmacro %}

    {% macro default__get_select_subquery(sql) %}
      select {{ get_column_names() }}
      from (
        {{ sql }}
      ) as model_subq
    {%- endmacro %}

    {% macro get_table_columns_and_constraints() -%}
      {{ adapter.dispatch('get_table_columns_and_constraints', 'dbt')() }}
    {%- endmacro %}

    {% macro default__get_table_columns_and_constraints() -%}
      {{ return(table_columns_and_constraints()) }}
    {%- endmacro %}

    {% macro table_columns_and_constraints() %}
      {%- set lines = adapter.render_raw_columns_constraints(raw_columns=model['columns']) -%}
      {%- do lines.extend(adapter.render_raw_model_constraints(raw_constraints=model['constraints'])) -%}
      ({{ lines | join(', ') }})
    {% endmacro %}

    {% macro has_contract() -%}
      {%- set contract = config.get('contract') -%}
      {{ return(contract and contract.enforced) }}
    {%- endmacro %}

    {% macro has_constraints() -%}
      {%- set own = [] -%}
      {%- do own.extend(model['constraints'] or []) -%}
      {%- for column in model['columns'].values() -%}
        {%- do own.extend(column.get('constraints') or []) -%}
      {%- endfor -%}
      {{ return(own | length > 0) }}
    {%- endmacro %}

    {% macro build_constrained_table(relation, sql) -%}
      {%- set staged = make_temp_relation(relation, '__dbt_contract').incorporate(type='table') -%}
      {% call statement('create_contract') -%}
        create or replace table {{ staged }} {{ get_table_columns_and_constraints() }}
      {%- endcall %}
      {% call statement('fill_contract') -%}
        insert into {{ staged }} {{ get_select_subquery(sql) }}
      {%- endcall %}
      {%- for check in adapter.constraint_checks(staged, model) -%}
        {%- if run_query(check.sql).rows | length > 0 -%}
          {%- do adapter.drop_relation(staged) -%}
          {%- do exceptions.raise_compiler_error(check.message) -%}
        {%- endif -%}
      {%- endfor -%}
      {%- set existing = load_cached_relation(relation) -%}
      {%- if existing is not none -%}{%- do adapter.drop_relation(existing) -%}{%- endif -%}
      {{ return('alter table ' ~ staged ~ ' rename to ' ~ relation.include(database=false, schema=false)) }}
    {%- endmacro %}
    """#
}
