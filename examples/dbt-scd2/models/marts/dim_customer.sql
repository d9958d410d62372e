-- One row for each version of a customer. A version holds from valid_from until the day before
-- valid_to. Customers with news are rebuilt whole from all that is known of them, and replace
-- what stood here; the others are not touched.
{{ config(
  materialized='incremental',
  incremental_strategy='delete+insert',
  unique_key='customer_id'
) }}

with touched as (
  select distinct customer_id
  from {{ ref('customer_changes') }}
  {% if is_incremental() %}
  where batch > (select coalesce(max(batch), 0) from {{ this }})
  {% endif %}
),

-- What held after each change. A null keeps what held before it; of several changes on one day
-- each adds to the one recorded before it.
filled as (
  select
    customer_id,
    valid_from,
    source,
    last_value(segment ignore nulls) over so_far as segment,
    last_value(address ignore nulls) over so_far as address,
    max(batch) over (partition by customer_id) as batch,
    row_number() over (
      partition by customer_id, valid_from
      order by recorded_at desc, source, change_id desc
    ) as from_last
  from {{ ref('customer_changes') }}
  where customer_id in (select customer_id from touched)
  window so_far as (
    partition by customer_id
    order by valid_from, recorded_at, source desc, change_id
    rows between unbounded preceding and current row
  )
),

-- One state a day, the last; and of equal states that follow each other the first.
states as (
  select
    customer_id,
    valid_from,
    coalesce(segment, 'unknown') as segment,
    coalesce(address, 'unknown') as address,
    source = 'correction' as is_corrected,
    batch
  from filled
  where from_last = 1
),

compared as (
  select
    *,
    lag(valid_from) over by_day is null
      or segment <> lag(segment) over by_day
      or address <> lag(address) over by_day as differs
  from states
  window by_day as (partition by customer_id order by valid_from)
),

versions as (
  select
    *,
    lead(valid_from, 1, date '{{ var("end_of_time") }}') over (
      partition by customer_id order by valid_from
    ) as valid_to
  from compared
  where differs
)

select
  {{ customer_key('customer_id', 'valid_from') }} as customer_key,
  customer_id,
  segment,
  address,
  valid_from,
  valid_to,
  valid_to = date '{{ var("end_of_time") }}' as is_current,
  valid_to <> date '{{ var("end_of_time") }}' as is_historical,
  is_corrected,
  batch
from versions
{% if not is_incremental() %}
union all
-- The unknown member: whom an order belongs to that is older than its customer's first version.
select
  '{{ var("unknown_key") }}', -1, 'unknown', 'unknown',
  date '0001-01-01', date '{{ var("end_of_time") }}', true, false, false, 0
{% endif %}
