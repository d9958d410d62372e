-- Each order beside what was paid for it.
with paid as (
  select
    order_id,
    sum(case when kind = 'charge' then amount else 0 end) as charged,
    sum(case when kind = 'refund' then amount else 0 end) as refunded,
    sum(fee) as fees
  from {{ ref('stg_payments') }}
  where status = 'succeeded' and order_id is not null
  group by order_id
)

select
  orders.order_id,
  orders.status,
  orders.currency,
  orders.order_amount,
  cast(coalesce(paid.charged, 0) as decimal(18, 2)) as charged,
  cast(coalesce(paid.refunded, 0) as decimal(18, 2)) as refunded,
  cast(coalesce(paid.fees, 0) as decimal(18, 2)) as fees,
  case
    when paid.order_id is null then 'no payment names the order'
    when paid.charged <> orders.order_amount then 'amounts differ'
    when orders.is_cancelled and paid.refunded < paid.charged then 'refund is due'
    else 'settled'
  end as finding
from {{ ref('fct_orders') }} as orders
left join paid on orders.order_id = paid.order_id
