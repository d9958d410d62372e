extension GlobalProject {
  static let series = #"""
    {% macro date_spine(datepart, start_date, end_date) %}
      {{ return(adapter.dispatch('date_spine', 'dbt')(datepart, start_date, end_date)) }}
    {%- endmacro %}

    {% macro default__date_spine(datepart, start_date, end_date) %}
    with rawdata as (
        {{ dbt.generate_series(dbt.get_intervals_between(start_date, end_date, datepart)) }}
    ),
    all_periods as (
        select (
            {{ dbt.dateadd(datepart, "row_number() over (order by generated_number) - 1", start_date) }}
        ) as date_{{ datepart }}
        from rawdata
    ),
    filtered as (
        select * from all_periods where date_{{ datepart }} <= {{ end_date }}
    )
    select * from filtered
    {% endmacro %}

    {% macro get_intervals_between(start_date, end_date, datepart) -%}
      {{ return(adapter.dispatch('get_intervals_between', 'dbt')(start_date, end_date, datepart)) }}
    {%- endmacro %}

    {% macro default__get_intervals_between(start_date, end_date, datepart) -%}
      {%- call statement('get_intervals_between', fetch_result=True) %}
        select {{ dbt.datediff(start_date, end_date, datepart) }}
      {%- endcall -%}
      {%- set found = load_result('get_intervals_between') -%}
      {%- if found and found['data'] -%}
        {%- do return(found['data'][0][0]) -%}
      {%- else -%}
        {%- do return(1) -%}
      {%- endif -%}
    {%- endmacro %}

    {% macro generate_series(upper_bound) %}
      {{ return(adapter.dispatch('generate_series', 'dbt')(upper_bound)) }}
    {% endmacro %}

    {% macro default__generate_series(upper_bound) %}
      select generated_number from generate_series(1, {{ upper_bound }}) as t(generated_number)
      order by generated_number
    {% endmacro %}

    {% macro get_powers_of_two(upper_bound) %}
      {{ return(adapter.dispatch('get_powers_of_two', 'dbt')(upper_bound)) }}
    {% endmacro %}

    {% macro default__get_powers_of_two(upper_bound) %}
      {%- if upper_bound <= 0 -%}
        {{ exceptions.raise_compiler_error('upper bound must be positive') }}
      {%- endif -%}
      {%- for power in range(1, 100) if upper_bound <= 2 ** power -%}
        {{ return(power) }}
      {%- endfor -%}
    {% endmacro %}

    {% macro current_timestamp_backcompat() %}
      {{ return(adapter.dispatch('current_timestamp_backcompat', 'dbt')()) }}
    {% endmacro %}

    {% macro default__current_timestamp_backcompat() %}
      current_timestamp::timestamp
    {% endmacro %}

    {% macro current_timestamp_in_utc_backcompat() %}
      {{ return(adapter.dispatch('current_timestamp_in_utc_backcompat', 'dbt')()) }}
    {% endmacro %}

    {% macro default__current_timestamp_in_utc_backcompat() %}
      {{ return(adapter.dispatch('current_timestamp_backcompat', 'dbt')()) }}
    {% endmacro %}

    {% macro dates_in_range(start_date_str, end_date_str=none, in_fmt="%Y%m%d", out_fmt="%Y%m%d") %}
      {%- set end_date_str = start_date_str if end_date_str is none else end_date_str -%}
      {%- set first = convert_datetime(start_date_str, in_fmt) -%}
      {%- set last = convert_datetime(end_date_str, in_fmt) -%}
      {%- set count = (last - first).days -%}
      {%- if count < 0 -%}
        {%- do exceptions.raise_compiler_error('Partition start date is after the end date: ' ~ first ~ ', ' ~ last) -%}
      {%- endif -%}
      {%- set days = [] -%}
      {%- for step in range(0, count + 1) -%}
        {%- do days.append((first + modules.datetime.timedelta(days=step)).strftime(out_fmt)) -%}
      {%- endfor -%}
      {{ return(days) }}
    {% endmacro %}

    {% macro partition_range(raw_partition_date, date_fmt='%Y%m%d') %}
      {%- set parts = (raw_partition_date | string).split(',') -%}
      {%- if (parts | length) > 2 -%}
        {%- do exceptions.raise_compiler_error('Invalid partition time. Expected format: {Start Date}[,{End Date}]. Got: ' ~ raw_partition_date) -%}
      {%- endif -%}
      {{ return(dates_in_range(parts[0], parts[1] if (parts | length) > 1 else none, in_fmt=date_fmt)) }}
    {% endmacro %}

    {% macro py_current_timestring() %}
      {{ return(modules.datetime.datetime.now().strftime("%Y%m%d%H%M%S%f")) }}
    {% endmacro %}
    """#
}
