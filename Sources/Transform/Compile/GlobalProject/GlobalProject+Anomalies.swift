extension GlobalProject {
  /// The generic test `anomalies`, and the history it keeps: a table for each test, so that tests
  /// that run at once do not wait for one another.
  static let anomalies = #"""
    {% test anomalies(
        model, column_name=none, volume=none, freshness=none, nulls=none, distribution=none,
        deviations=3, least=7, history=30, tolerance=0.05, as_of=none) %}
    {%- set kept = anomaly_history() -%}
    {%- set known = adapter.get_relation(kept.database, kept.schema, kept.identifier) -%}
    with {{ anomaly_measures(model, column_name, volume, freshness, nulls, distribution, as_of) }},
    earlier as (
      {%- if known is none %}
      select null::varchar as metric, null::double as measure where false
      {%- else %}
      select metric, measure from {{ known }}
      where run_id <> '{{ invocation_id }}' and measure is not null
      qualify row_number() over (partition by metric order by measured_at desc) <= {{ history }}
      {%- endif %}
    ),
    usual as (
      select metric, count(*) as times, median(measure) as middle,
        mad(measure) * 1.4826 as spread
      from earlier
      group by metric
    )
    select measures.metric, measures.measure, usual.middle as usual, usual.times
    from measures
    join usual on measures.metric = usual.metric
    where usual.times >= {{ least }}
      and case when measures.is_one_sided then measures.measure - usual.middle
        else abs(measures.measure - usual.middle) end
        > greatest(
          {{ deviations }} * usual.spread, {{ tolerance }} * abs(usual.middle), measures.least)
    {% endtest %}

    {# The measures of a table as common table expressions, `measures` the last of them. #}
    {% macro anomaly_measures(
        model, column_name, volume, freshness, nulls, distribution, as_of) -%}
      {%- set own = [column_name] if column_name else [] -%}
      {%- set nulls = own if nulls is none else nulls -%}
      {%- set distribution = own if distribution is none else distribution -%}
      {%- set volume = not own if volume is none else volume -%}
      {%- set nulls = [nulls] if nulls is string else nulls -%}
      {%- set distribution = [distribution] if distribution is string else distribution -%}
      {%- set metrics = [] -%}
      {%- if volume -%}
        {%- do metrics.append(('volume', 'count(*)', false, 0)) -%}
      {%- endif -%}
      {%- if freshness -%}
        {%- set started = run_started_at.strftime('%Y-%m-%d %H:%M:%S') -%}
        {%- set now = as_of or "timestamp '" ~ started ~ "'" -%}
        {%- do metrics.append((
          'hours since ' ~ freshness,
          "date_diff('second', max(" ~ freshness ~ ")::timestamp, (" ~ now
          ~ ")::timestamp) / 3600.0",
          true, 0)) -%}
      {%- endif -%}
      {%- for name in nulls -%}
        {%- do metrics.append((
          'nulls of ' ~ name, 'avg(case when ' ~ name ~ ' is null then 1 else 0 end)', false, 0.01
        )) -%}
      {%- endfor -%}
      {%- for name in distribution -%}
        {%- set number = 'try_cast(' ~ name ~ '::varchar as double)' -%}
        {%- do metrics.append(('mean of ' ~ name, 'avg(' ~ number ~ ')', false, 0)) -%}
        {%- do metrics.append((
          'deviation of ' ~ name, 'stddev_pop(' ~ number ~ ')', false, 0)) -%}
        {%- do metrics.append((
          'entropy of ' ~ name,
          'case when count(' ~ number ~ ') = 0 then entropy(' ~ name ~ ') end', false, 0.05)) -%}
      {%- endfor -%}
      {%- if execute and not metrics -%}
        {%- do exceptions.raise_compiler_error(
          "anomalies measures nothing: give it volume, freshness, nulls or distribution") -%}
      {%- endif -%}
    measured as (
      select
        {%- for metric in metrics %}
        ({{ metric[1] }})::double as measure_{{ loop.index }}{{ ',' if not loop.last }}
        {%- endfor %}
      from {{ model }}
    ),
    measures as (
      {%- for metric in metrics %}
      select '{{ metric[0] | replace("'", "''") }}' as metric, measure_{{ loop.index }} as measure,
        {{ metric[2] }} as is_one_sided, {{ metric[3] }}::double as least
      from measured
      {{- ' union all' if not loop.last }}
      {%- endfor %}
    )
    {%- endmacro %}

    {# The table in which the measures of a test are kept, beside where its failures would be. #}
    {% macro anomaly_history() -%}
      {{ return(api.Relation.create(
        database=this.database, schema=this.schema, identifier='history_of_' ~ this.identifier,
        type='table')) }}
    {%- endmacro %}

    {# Adds the measures that a test was judged by to its history, once for a run. #}
    {% macro keep_anomaly_measures() -%}
      {%- set given = _dbt_generic_test_kwargs -%}
      {%- set kept = anomaly_history() -%}
      {%- do adapter.create_schema(kept) -%}
      {%- do run_query(
        'create table if not exists ' ~ kept
        ~ ' (measured_at timestamp, run_id varchar, metric varchar, measure double)') -%}
      {%- set measures = anomaly_measures(
        given['model'], given.get('column_name'), given.get('volume'), given.get('freshness'),
        given.get('nulls'), given.get('distribution'), given.get('as_of')) -%}
      {%- do run_query(
        'insert into ' ~ kept ~ ' with ' ~ measures ~ " select timestamp '"
        ~ run_started_at.strftime('%Y-%m-%d %H:%M:%S.%f') ~ "', '" ~ invocation_id
        ~ "', metric, measure from measures where measure is not null "
        ~ "and not exists (select 1 from " ~ kept ~ " where run_id = '" ~ invocation_id ~ "')") -%}
    {%- endmacro %}
    """#
}
