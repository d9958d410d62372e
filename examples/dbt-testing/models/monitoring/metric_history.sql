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
