-- The versions are those that follow from everything that was ever said, computed at once from the
-- ledger, without the snapshot, the change log or anything that was there before.
with told as (
  select
    *,
    count(segment) over running as segments,
    count(address) over running as addresses
  from {{ source('crm', 'ledger') }}
  window running as (
    partition by customer_id
    order by effective_on, recorded_at, entry_id
    rows between unbounded preceding and current row
  )
),

known as (
  select
    customer_id,
    effective_on,
    recorded_at,
    entry_id,
    max(segment) over (partition by customer_id, segments) as segment,
    max(address) over (partition by customer_id, addresses) as address
  from told
),

days as (
  select
    customer_id,
    effective_on,
    coalesce(arg_max(segment, (recorded_at, entry_id)), 'unknown') as segment,
    coalesce(arg_max(address, (recorded_at, entry_id)), 'unknown') as address
  from (select customer_id, effective_on, recorded_at, entry_id,
      coalesce(segment, 'unknown') as segment, coalesce(address, 'unknown') as address
    from known)
  group by customer_id, effective_on
),

-- Days of an unbroken run of one state have the same difference of two row numbers.
runs as (
  select
    *,
    row_number() over (partition by customer_id order by effective_on)
      - row_number() over (partition by customer_id, segment, address order by effective_on) as run
  from days
),

begun as (
  select customer_id, segment, address, min(effective_on) as valid_from
  from runs
  group by customer_id, segment, address, run
),

truth as (
  select
    customer_id,
    segment,
    address,
    valid_from,
    coalesce(
      min(valid_from) over (
        partition by customer_id order by valid_from
        rows between 1 following and 1 following
      ),
      date '{{ var("end_of_time") }}'
    ) as valid_to
  from begun
),

built as (
  select customer_id, segment, address, valid_from, valid_to
  from {{ ref('dim_customer') }}
  where customer_id <> -1
)

select 'missing' as finding, * from (select * from truth except all select * from built)
union all
select 'too many' as finding, * from (select * from built except all select * from truth)
