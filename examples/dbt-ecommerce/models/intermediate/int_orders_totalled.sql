-- What each order is worth. A cancelled order is worth nothing.
with items as (
  select order_id, count(*) as lines, sum(net_amount) as items_amount, sum(cost_amount) as cost_amount
  from {{ ref('int_order_items_priced') }}
  group by order_id
)

select
  orders.order_id,
  coalesce(items.lines, 0) as lines,
  cast(coalesce(items.items_amount, 0) + orders.shipping_amount as decimal(18, 2)) as order_amount,
  cast(case when orders.status = 'cancelled' then 0
    else coalesce(items.items_amount, 0) + orders.shipping_amount end as decimal(18, 2)) as sales_amount,
  cast(case when orders.status = 'cancelled' then 0
    else coalesce(items.cost_amount, 0) end as decimal(18, 2)) as cost_amount
from {{ ref('stg_postgres__orders') }} as orders
left join items on orders.order_id = items.order_id
