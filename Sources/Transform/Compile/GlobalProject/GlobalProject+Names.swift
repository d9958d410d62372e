extension GlobalProject {
  static let names = #"""
    {% macro generate_schema_name(custom_schema_name=none, node=none) -%}
      {{ return(adapter.dispatch('generate_schema_name', 'dbt')(custom_schema_name, node)) }}
    {%- endmacro %}

    {% macro default__generate_schema_name(custom_schema_name, node) -%}
      {%- if custom_schema_name is none -%}
        {{ target.schema }}
      {%- else -%}
        {{ target.schema }}_{{ custom_schema_name | trim }}
      {%- endif -%}
    {%- endmacro %}

    {% macro generate_schema_name_for_env(custom_schema_name, node) -%}
      {%- if target.name == 'prod' and custom_schema_name is not none -%}
        {{ custom_schema_name | trim }}
      {%- else -%}
        {{ target.schema }}
      {%- endif -%}
    {%- endmacro %}

    {% macro generate_alias_name(custom_alias_name=none, node=none) -%}
      {{ return(adapter.dispatch('generate_alias_name', 'dbt')(custom_alias_name, node)) }}
    {%- endmacro %}

    {% macro default__generate_alias_name(custom_alias_name=none, node=none) -%}
      {%- if custom_alias_name -%}
        {{ custom_alias_name | trim }}
      {%- elif node.version -%}
        {{ node.name ~ "_v" ~ (node.version | replace(".", "_")) }}
      {%- else -%}
        {{ node.name }}
      {%- endif -%}
    {%- endmacro %}

    {% macro generate_database_name(custom_database_name=none, node=none) -%}
      {{ return(adapter.dispatch('generate_database_name', 'dbt')(custom_database_name, node)) }}
    {%- endmacro %}

    {% macro default__generate_database_name(custom_database_name=none, node=none) -%}
      {%- if custom_database_name is none -%}
        {{ target.database }}
      {%- else -%}
        {{ custom_database_name | trim }}
      {%- endif -%}
    {%- endmacro %}
    """#

  static let statements = #"""
    {% macro statement(name=None, fetch_result=False, auto_begin=True, language='sql') -%}
      {%- if execute -%}
        {%- set code = caller() -%}
        {%- if name == 'main' -%}
          {%- do write(code) -%}
        {%- endif -%}
        {%- set response, table = adapter.execute(code, auto_begin=auto_begin, fetch=fetch_result) -%}
        {%- if name is not none -%}
          {%- do store_result(name, response=response, agate_table=table) -%}
        {%- endif -%}
      {%- endif -%}
    {%- endmacro %}

    {% macro noop_statement(name=None, message=None, code=None, rows_affected=None, res=None) -%}
      {%- set text = caller() -%}
      {%- if name == 'main' -%}
        {%- do write(text) -%}
      {%- endif -%}
      {%- if name is not none -%}
        {%- do store_raw_result(name, message=message, code=code, rows_affected=rows_affected, agate_table=res) -%}
      {%- endif -%}
    {%- endmacro %}

    {% macro run_query(sql) %}
      {% call statement("run_query_statement", fetch_result=true, auto_begin=false) %}
        {{ sql }}
      {% endcall %}
      {% do return(load_result("run_query_statement").table) %}
    {% endmacro %}

    {% macro run_hooks(hooks, inside_transaction=True) %}
      {% for hook in hooks | selectattr('transaction', 'equalto', inside_transaction) %}
        {% set rendered = render(hook.get('sql')) | trim %}
        {% if (rendered | length) > 0 %}
          {% call statement(auto_begin=inside_transaction) %}
            {{ rendered }}
          {% endcall %}
        {% endif %}
      {% endfor %}
    {% endmacro %}

    {% macro make_hook_config(sql, inside_transaction) %}
      {{ tojson({"sql": sql, "transaction": inside_transaction}) }}
    {% endmacro %}

    {% macro before_begin(sql) %}
      {{ make_hook_config(sql, inside_transaction=False) }}
    {% endmacro %}

    {% macro in_transaction(sql) %}
      {{ make_hook_config(sql, inside_transaction=True) }}
    {% endmacro %}

    {% macro after_commit(sql) %}
      {{ make_hook_config(sql, inside_transaction=False) }}
    {% endmacro %}

    {% macro set_sql_header(config) -%}
      {{ config.set('sql_header', caller()) }}
    {%- endmacro %}

    {% macro should_full_refresh() %}
      {% set wanted = config.get('full_refresh') %}
      {% if wanted is none %}
        {% set wanted = flags.FULL_REFRESH %}
      {% endif %}
      {% do return(wanted) %}
    {% endmacro %}

    {% macro should_store_failures() %}
      {% set wanted = config.get('store_failures') %}
      {% if wanted is none %}
        {% set wanted = flags.STORE_FAILURES %}
      {% endif %}
      {% do return(wanted) %}
    {% endmacro %}

    {% macro is_incremental() %}
      {% if not execute %}
        {{ return(False) }}
      {% endif %}
      {% set existing = adapter.relation_at_start(this) %}
      {{ return(existing is not none
        and existing.type == 'table'
        and model.config.materialized == 'incremental'
        and not should_full_refresh()) }}
    {% endmacro %}

    {% macro convert_datetime(date_str, date_fmt) %}
      {% set error_msg -%}
        The provided partition date '{{ date_str }}' does not match the expected format '{{ date_fmt }}'
      {%- endset %}
      {% set result = try_or_compiler_error(error_msg, modules.datetime.datetime.strptime, date_str.strip(), date_fmt) %}
      {{ return(result) }}
    {% endmacro %}
    """#
}
