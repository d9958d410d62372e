extension GlobalProject {
  static let dates = #"""
    {% macro dateadd(datepart, interval, from_date_or_timestamp) -%}
      {{ return(adapter.dispatch('dateadd', 'dbt')(datepart, interval, from_date_or_timestamp)) }}
    {%- endmacro %}

    {% macro default__dateadd(datepart, interval, from_date_or_timestamp) -%}
      date_add({{ from_date_or_timestamp }}, interval ({{ interval }}) {{ datepart }})
    {%- endmacro %}

    {% macro datediff(first_date, second_date, datepart) -%}
      {{ return(adapter.dispatch('datediff', 'dbt')(first_date, second_date, datepart)) }}
    {%- endmacro %}

    {% macro default__datediff(first_date, second_date, datepart) -%}
      date_diff('{{ datepart }}', {{ first_date }}::timestamp, {{ second_date }}::timestamp)
    {%- endmacro %}

    {% macro date_trunc(datepart, date) -%}
      {{ return(adapter.dispatch('date_trunc', 'dbt')(datepart, date)) }}
    {%- endmacro %}

    {% macro default__date_trunc(datepart, date) -%}
      date_trunc('{{ datepart }}', {{ date }})
    {%- endmacro %}

    {% macro last_day(date, datepart) -%}
      {{ return(adapter.dispatch('last_day', 'dbt')(date, datepart)) }}
    {%- endmacro %}

    {% macro default__last_day(date, datepart) -%}
      {%- if datepart == 'month' -%}last_day({{ date }}){%- else -%}cast({{ dateadd('day', '-1', dateadd(datepart, '1', date_trunc(datepart, date))) }} as date){%- endif -%}
    {%- endmacro %}

    {% macro date(year, month, day) -%}
      {{ return(adapter.dispatch('date', 'dbt')(year, month, day)) }}
    {%- endmacro %}

    {% macro default__date(year, month, day) -%}
      make_date({{ year }}, {{ month }}, {{ day }})
    {%- endmacro %}
    """#

  static let expressions = #"""
    {% macro concat(fields) -%}
      {{ return(adapter.dispatch('concat', 'dbt')(fields)) }}
    {%- endmacro %}

    {% macro default__concat(fields) -%}
      {{ fields | join(' || ') }}
    {%- endmacro %}

    {% macro hash(field) -%}
      {{ return(adapter.dispatch('hash', 'dbt')(field)) }}
    {%- endmacro %}

    {% macro default__hash(field) -%}
      md5(cast({{ field }} as varchar))
    {%- endmacro %}

    {% macro length(expression) -%}
      {{ return(adapter.dispatch('length', 'dbt')(expression)) }}
    {%- endmacro %}

    {% macro default__length(expression) -%}
      length({{ expression }})
    {%- endmacro %}

    {% macro replace(field, old_chars, new_chars) -%}
      {{ return(adapter.dispatch('replace', 'dbt')(field, old_chars, new_chars)) }}
    {%- endmacro %}

    {% macro default__replace(field, old_chars, new_chars) -%}
      replace({{ field }}, {{ old_chars }}, {{ new_chars }})
    {%- endmacro %}

    {% macro right(string_text, length_expression) -%}
      {{ return(adapter.dispatch('right', 'dbt')(string_text, length_expression)) }}
    {%- endmacro %}

    {% macro default__right(string_text, length_expression) -%}
      right({{ string_text }}, {{ length_expression }})
    {%- endmacro %}

    {% macro position(substring_text, string_text) -%}
      {{ return(adapter.dispatch('position', 'dbt')(substring_text, string_text)) }}
    {%- endmacro %}

    {% macro default__position(substring_text, string_text) -%}
      position({{ substring_text }} in {{ string_text }})
    {%- endmacro %}

    {% macro split_part(string_text, delimiter_text, part_number) -%}
      {{ return(adapter.dispatch('split_part', 'dbt')(string_text, delimiter_text, part_number)) }}
    {%- endmacro %}

    {% macro default__split_part(string_text, delimiter_text, part_number) -%}
      split_part({{ string_text }}, {{ delimiter_text }}, {{ part_number }})
    {%- endmacro %}

    {% macro any_value(expression) -%}
      {{ return(adapter.dispatch('any_value', 'dbt')(expression)) }}
    {%- endmacro %}

    {% macro default__any_value(expression) -%}
      any_value({{ expression }})
    {%- endmacro %}

    {% macro bool_or(expression) -%}
      {{ return(adapter.dispatch('bool_or', 'dbt')(expression)) }}
    {%- endmacro %}

    {% macro default__bool_or(expression) -%}
      bool_or({{ expression }})
    {%- endmacro %}

    {% macro cast(expression, data_type) -%}
      {{ return(adapter.dispatch('cast', 'dbt')(expression, data_type)) }}
    {%- endmacro %}

    {% macro default__cast(expression, data_type) -%}
      cast({{ expression }} as {{ data_type }})
    {%- endmacro %}

    {% macro safe_cast(field, type) -%}
      {{ return(adapter.dispatch('safe_cast', 'dbt')(field, type)) }}
    {%- endmacro %}

    {% macro default__safe_cast(field, type) -%}
      try_cast({{ field }} as {{ type }})
    {%- endmacro %}

    {% macro cast_bool_to_text(field) -%}
      {{ return(adapter.dispatch('cast_bool_to_text', 'dbt')(field)) }}
    {%- endmacro %}

    {% macro default__cast_bool_to_text(field) -%}
      cast({{ field }} as varchar)
    {%- endmacro %}

    {% macro escape_single_quotes(expression) -%}
      {{ return(adapter.dispatch('escape_single_quotes', 'dbt')(expression)) }}
    {%- endmacro %}

    {% macro default__escape_single_quotes(expression) -%}
      {{ expression | replace("'", "''") }}
    {%- endmacro %}

    {% macro string_literal(value) -%}
      {{ return(adapter.dispatch('string_literal', 'dbt')(value)) }}
    {%- endmacro %}

    {% macro default__string_literal(value) -%}
      '{{ value }}'
    {%- endmacro %}

    {% macro except() -%}
      {{ return(adapter.dispatch('except', 'dbt')()) }}
    {%- endmacro %}

    {% macro default__except() -%}
      except
    {%- endmacro %}

    {% macro intersect() -%}
      {{ return(adapter.dispatch('intersect', 'dbt')()) }}
    {%- endmacro %}

    {% macro default__intersect() -%}
      intersect
    {%- endmacro %}

    {% macro equals(expr1, expr2) -%}
      {{ return(adapter.dispatch('equals', 'dbt')(expr1, expr2)) }}
    {%- endmacro %}

    {% macro default__equals(expr1, expr2) -%}
      ({{ expr1 }} is not distinct from {{ expr2 }})
    {%- endmacro %}

    {% macro array_construct(inputs=[], data_type=api.Column.translate_type("integer")) -%}
      {{ return(adapter.dispatch('array_construct', 'dbt')(inputs, data_type)) }}
    {%- endmacro %}

    {% macro default__array_construct(inputs=[], data_type=api.Column.translate_type("integer")) -%}
      [{{ inputs | join(', ') }}]
    {%- endmacro %}

    {% macro array_append(array, new_element) -%}
      {{ return(adapter.dispatch('array_append', 'dbt')(array, new_element)) }}
    {%- endmacro %}

    {% macro default__array_append(array, new_element) -%}
      list_append({{ array }}, {{ new_element }})
    {%- endmacro %}

    {% macro array_concat(array_1, array_2) -%}
      {{ return(adapter.dispatch('array_concat', 'dbt')(array_1, array_2)) }}
    {%- endmacro %}

    {% macro default__array_concat(array_1, array_2) -%}
      list_concat({{ array_1 }}, {{ array_2 }})
    {%- endmacro %}

    {% macro listagg(measure, delimiter_text="','", order_by_clause=none, limit_num=none) -%}
      {{ return(adapter.dispatch('listagg', 'dbt')(measure, delimiter_text, order_by_clause, limit_num)) }}
    {%- endmacro %}

    {% macro default__listagg(measure, delimiter_text="','", order_by_clause=none, limit_num=none) -%}
      string_agg({{ measure }}, {{ delimiter_text }} {{ order_by_clause if order_by_clause }})
    {%- endmacro %}
    """#

  static let types = #"""
    {% macro type_string() -%}
      {{ return(adapter.dispatch('type_string', 'dbt')()) }}
    {%- endmacro %}

    {% macro default__type_string() -%}
      varchar
    {%- endmacro %}

    {% macro type_timestamp() -%}
      {{ return(adapter.dispatch('type_timestamp', 'dbt')()) }}
    {%- endmacro %}

    {% macro default__type_timestamp() -%}
      timestamp
    {%- endmacro %}

    {% macro type_float() -%}
      {{ return(adapter.dispatch('type_float', 'dbt')()) }}
    {%- endmacro %}

    {% macro default__type_float() -%}
      double
    {%- endmacro %}

    {% macro type_numeric() -%}
      {{ return(adapter.dispatch('type_numeric', 'dbt')()) }}
    {%- endmacro %}

    {% macro default__type_numeric() -%}
      decimal(28,6)
    {%- endmacro %}

    {% macro type_bigint() -%}
      {{ return(adapter.dispatch('type_bigint', 'dbt')()) }}
    {%- endmacro %}

    {% macro default__type_bigint() -%}
      bigint
    {%- endmacro %}

    {% macro type_int() -%}
      {{ return(adapter.dispatch('type_int', 'dbt')()) }}
    {%- endmacro %}

    {% macro default__type_int() -%}
      integer
    {%- endmacro %}

    {% macro type_boolean() -%}
      {{ return(adapter.dispatch('type_boolean', 'dbt')()) }}
    {%- endmacro %}

    {% macro default__type_boolean() -%}
      boolean
    {%- endmacro %}
    """#
}
