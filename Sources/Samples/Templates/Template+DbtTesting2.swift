// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtTesting2: [TemplateFile] = [
    TemplateFile(
      path: "macros/generate_schema_name.sql",
      text: ##"""
        {# Schemas are called as they are configured; those of the target ci begin with ci_. #}
        {% macro generate_schema_name(custom_schema_name, node) -%}
          {{ 'ci_' if target.name == 'ci' }}{{ custom_schema_name | trim if custom_schema_name else target.schema }}
        {%- endmacro %}

        """##),
    TemplateFile(
      path: "macros/price_cents.sql",
      text: ##"""
        {# What a ride costs: a member's first minutes are free, everybody else pays from the first one. #}
        {% macro price_cents(minutes, plan, bike_kind) -%}
          (
            case
              when {{ plan }} = 'member'
                then greatest({{ minutes }} - {{ var('free_minutes') }}, 0) * 10
              else 100 + {{ minutes }} * 15
            end
            + case when {{ bike_kind }} = 'electric' then {{ electric_surcharge() }} * {{ minutes }} else 0 end
          )
        {%- endmacro %}

        {# Cents a minute; a macro of its own, so that a unit test can put another in its place. #}
        {% macro electric_surcharge() -%} 5 {%- endmacro %}

        """##),
    TemplateFile(
      path: "millrace.yml",
      text: ##"""
        name: dbt-testing

        """##),
    TemplateFile(
      path: "models/intermediate/int_rides_priced.sql",
      text: ##"""
        select
          rides.ride_id,
          rides.rider_id,
          rides.from_station,
          rides.to_station,
          rides.ride_day,
          rides.minutes,
          rides.bike_kind,
          coalesce(riders.plan, 'guest') as plan,
          {{ price_cents('rides.minutes', 'riders.plan', 'rides.bike_kind') }} as price_cents
        from {{ ref('stg_rides') }} as rides
        left join {{ ref('stg_riders') }} as riders on riders.rider_id = rides.rider_id
        where rides.status = 'completed'

        """##),
    TemplateFile(
      path: "models/intermediate/schema.yml",
      text: ##"""
        version: 2
        models:
          - name: int_rides_priced
            columns:
              - name: ride_id
                # A join that multiplies rows is caught here, before anything is added up.
                data_tests: [unique, not_null]
              - name: plan
                data_tests:
                  - accepted_values:
                      arguments: {values: [member, casual, guest]}
              - name: price_cents
                data_tests:
                  - not_null
                  - values_between:
                      arguments: {min_value: 0, max_value: 5000}

        """##),
    TemplateFile(
      path: "models/intermediate/unit_tests.yml",
      text: ##"""
        version: 2
        unit_tests:
          - name: members_ride_free_at_first
            description: Rows as dictionaries; columns that do not matter are left out.
            model: int_rides_priced
            given:
              - input: ref('stg_rides')
                rows:
                  - {ride_id: R1, rider_id: U1, minutes: 30, bike_kind: classic, status: completed}
                  - {ride_id: R2, rider_id: U1, minutes: 31, bike_kind: classic, status: completed}
                  - {ride_id: R3, rider_id: U1, minutes: 90, bike_kind: classic, status: cancelled}
                  - {ride_id: R4, rider_id: U2, minutes: 10, bike_kind: classic, status: completed}
                  - {ride_id: R5, rider_id: null, minutes: 10, bike_kind: classic, status: completed}
              - input: ref('stg_riders')
                rows:
                  - {rider_id: U1, plan: member}
                  - {rider_id: U2, plan: casual}
            overrides:
              vars: {free_minutes: 30}
            expect:
              rows:
                - {ride_id: R1, plan: member, price_cents: 0}
                - {ride_id: R2, plan: member, price_cents: 10}
                - {ride_id: R4, plan: casual, price_cents: 250}
                - {ride_id: R5, plan: guest, price_cents: 250}

          - name: free_minutes_are_a_variable
            description: Rows as CSV, from files in tests/fixtures, with another variable.
            model: int_rides_priced
            given:
              - input: ref('stg_rides')
                format: csv
                fixture: priced_rides
              - input: ref('stg_riders')
                format: csv
                rows: |
                  rider_id,plan
                  U1,member
            overrides:
              vars: {free_minutes: 45}
            expect:
              format: csv
              fixture: priced_rides_expected

          - name: electric_bikes_cost_more
            description: Rows as SQL, with another macro in the place of the project's.
            model: int_rides_priced
            given:
              - input: ref('stg_rides')
                format: sql
                rows: |
                  select 'R1' as ride_id, 'U1' as rider_id, 'S1' as from_station, 'S2' as to_station,
                    date '2025-02-01' as ride_day, 20 as minutes, 'electric' as bike_kind,
                    'completed' as status
              - input: ref('stg_riders')
                format: sql
                rows: select 'U1' as rider_id, 'member' as plan
            overrides:
              macros: {electric_surcharge: 7}
              vars: {free_minutes: 30}
            expect:
              # All columns: what SQL expects is compared as a whole.
              format: sql
              rows: |
                select 'R1' as ride_id, 'U1' as rider_id, 'S1' as from_station, 'S2' as to_station,
                  date '2025-02-01' as ride_day, 20 as minutes, 'electric' as bike_kind,
                  'member' as plan, 140 as price_cents

        """##),
    TemplateFile(
      path: "models/marts/dim_riders.sql",
      text: ##"""
        select
          riders.rider_id,
          riders.plan,
          riders.joined_on,
          count(rides.ride_id) as rides,
          coalesce(sum(rides.price_cents), 0) as spent_cents
        from {{ ref('stg_riders') }} as riders
        left join {{ ref('fct_rides') }} as rides on rides.rider_id = riders.rider_id
        group by riders.rider_id, riders.plan, riders.joined_on

        """##),
    TemplateFile(
      path: "models/marts/fct_rides.sql",
      text: ##"""
        {{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='ride_id') }}
        select ride_id, rider_id, from_station, to_station, ride_day, minutes, bike_kind, plan, price_cents
        from {{ ref('int_rides_priced') }}
        {% if is_incremental() %}
        where ride_day >= (select max(ride_day) from {{ this }}) - {{ var('late_days') }}
        {% endif %}

        """##),
    TemplateFile(
      path: "models/marts/revenue_by_day.sql",
      text: ##"""
        select ride_day, count(*) as rides, sum(price_cents) as revenue_cents
        from {{ ref('fct_rides') }}
        group by ride_day

        """##),
    TemplateFile(
      path: "models/marts/rides_by_station.sql",
      text: ##"""
        -- The new version: each ride is read once. models/refactoring has the old one.
        with ends as (
          select
            unnest([from_station, to_station]) as station_id,
            unnest(['left', 'arrived']) as what
          from {{ ref('fct_rides') }}
        )

        select
          stations.station_id,
          stations.station_name,
          count(*) filter (where ends.what = 'left') as departures,
          count(*) filter (where ends.what = 'arrived') as arrivals
        from {{ ref('stg_stations') }} as stations
        left join ends on ends.station_id = stations.station_id
        group by stations.station_id, stations.station_name

        """##),
    TemplateFile(
      path: "models/marts/schema.yml",
      text: ##"""
        version: 2
        models:
          - name: fct_rides
            columns:
              - name: ride_id
                data_tests: [unique, not_null]
              - name: from_station
                data_tests:
                  - relationships:
                      arguments: {to: ref('rides_by_station'), field: station_id}
              - name: ride_day
                data_tests:
                  - not_null
                  - recent:
                      arguments: {days: 1}
              - name: price_cents
                data_tests:
                  - not_null
                  - sum_equals:
                      arguments: {to: ref('stg_payments'), field: amount_cents}
          - name: dim_riders
            columns:
              - name: rider_id
                data_tests: [unique, not_null]
              - name: plan
                data_tests:
                  - accepted_values:
                      arguments: {values: [member, casual]}
              - name: spent_cents
                data_tests:
                  - values_between:
                      arguments: {min_value: 0}
          - name: revenue_by_day
            data_tests:
              - row_count_between:
                  arguments: {min_rows: 28, max_rows: 28}
            columns:
              - name: ride_day
                data_tests: [unique, not_null]
              - name: revenue_cents
                data_tests:
                  - sum_equals:
                      arguments: {to: ref('fct_rides'), field: price_cents}
          - name: rides_by_station
            columns:
              - name: station_id
                data_tests: [unique, not_null]
              - name: departures
                data_tests:
                  - values_between:
                      arguments: {min_value: 1}

        """##),
    TemplateFile(
      path: "models/marts/unit_tests.yml",
      text: ##"""
        version: 2
        unit_tests:
          - name: fct_rides_takes_everything_at_first
            model: fct_rides
            overrides:
              macros: {is_incremental: false}
            given:
              - input: ref('int_rides_priced')
                rows:
                  - {ride_id: R1, ride_day: 2025-01-01, price_cents: 10}
                  - {ride_id: R2, ride_day: 2025-02-10, price_cents: 20}
            expect:
              rows:
                - {ride_id: R1, price_cents: 10}
                - {ride_id: R2, price_cents: 20}

          - name: fct_rides_then_takes_what_may_have_changed
            description: What is expected is what is inserted, not what the table holds afterwards.
            model: fct_rides
            overrides:
              macros: {is_incremental: true}
              vars: {late_days: 3}
            given:
              - input: this
                # As SQL: rows of another form take their types from the table, which the first run lacks.
                format: sql
                rows: select 'R2' as ride_id, date '2025-02-10' as ride_day, 20 as price_cents
              - input: ref('int_rides_priced')
                rows:
                  - {ride_id: R1, ride_day: 2025-02-06, price_cents: 10}
                  - {ride_id: R2, ride_day: 2025-02-07, price_cents: 25}
                  - {ride_id: R3, ride_day: 2025-02-11, price_cents: 30}
            expect:
              rows:
                - {ride_id: R2, price_cents: 25}
                - {ride_id: R3, price_cents: 30}

        """##),
    TemplateFile(
      path: "models/monitoring/metric_history.sql",
      text: ##"""
        {{ config(materialized='incremental', incremental_strategy='append') }}
        -- One row for each run, day and metric. The first run measures every day there is; each later one
        -- measures today, and the days since the last run.
        with days as (
          select unnest(generate_series(
            (select min(ride_day) from {{ ref('stg_rides') }}), date '{{ var("today") }}', interval 1 day
          ))::date as measured_day
        ),

        by_day as (
          select
            days.measured_day,
            count(rides.ride_id) as rides,
            max(max(rides.started_at)) over (order by days.measured_day) as last_started_at,
            avg(case when rides.ride_id is null then null when rides.rider_id is null then 1 else 0 end)
              as null_share,
            avg(rides.minutes) as mean_minutes,
            avg(case rides.bike_kind when 'electric' then 1 when 'classic' then 0 end) as electric_share
          from days
          left join {{ ref('stg_rides') }} as rides on rides.ride_day = days.measured_day
          group by days.measured_day
        ),

        metrics as (
          select measured_day, 'volume' as metric, rides::double as metric_value from by_day
          union all
          select
            measured_day, 'hours_since_last_ride',
            date_diff('minute', last_started_at, (measured_day + 1)::timestamp) / 60.0
          from by_day
          union all
          select measured_day, 'null_share_of_rider_id', null_share from by_day
          union all
          select measured_day, 'mean_minutes', mean_minutes from by_day
          union all
          select measured_day, 'share_of_electric', electric_share from by_day
        )

        select
          '{{ invocation_id }}' as run_id,
          '{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S.%f") }}'::timestamp as measured_at,
          measured_day,
          metric,
          metric_value
        from metrics
        {% if is_incremental() %}
        where measured_day > (select coalesce(max(measured_day), date '0001-01-01') from {{ this }})
          or measured_day = date '{{ var("today") }}'
        {% endif %}

        """##),
    TemplateFile(
      path: "models/monitoring/schema.yml",
      text: ##"""
        version: 2
        models:
          - name: metric_history
            data_tests:
              - within_history:
                  name: volume_is_as_usual
                  arguments: {metric: volume, deviations: 3}
              - within_history:
                  name: freshness_is_as_usual
                  arguments: {metric: hours_since_last_ride, deviations: 3}
              - within_history:
                  name: nulls_are_as_usual
                  arguments: {metric: null_share_of_rider_id, deviations: 3, at_least: 0.05}
              - within_history:
                  name: minutes_are_as_usual
                  arguments: {metric: mean_minutes, deviations: 3}
              - within_history:
                  name: kinds_of_bikes_are_as_usual
                  arguments: {metric: share_of_electric, deviations: 3}
                  config: {severity: warn}
            columns:
              - name: run_id
                data_tests: [not_null]
              - name: metric
                data_tests: [not_null]
              - name: measured_day
                data_tests: [not_null]

        """##),
    TemplateFile(
      path: "models/refactoring/rides_by_station_old.sql",
      text: ##"""
        -- The old version, kept until the new one is shown to say the same.
        select
          stations.station_id,
          stations.station_name,
          (
            select count(*) from {{ ref('fct_rides') }} as rides
            where rides.from_station = stations.station_id
          ) as departures,
          (
            select count(*) from {{ ref('fct_rides') }} as rides
            where rides.to_station = stations.station_id
          ) as arrivals
        from {{ ref('stg_stations') }} as stations

        """##),
  ]
}
