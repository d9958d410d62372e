with paid as (
  select order_id, sum(amount) as amount from {{ ref('stg_stripe__charges') }}
  where status = 'succeeded' group by order_id
)

select
  orders.order_id,
  orders.customer_id,
  orders.status,
  orders.sales_channel,
  shopify.discount_code,
  orders.ordered_at,
  orders.ordered_on,
  totals.lines,
  totals.order_amount,
  totals.sales_amount,
  cast(totals.sales_amount - totals.cost_amount as decimal(18, 2)) as margin_amount,
  cast(coalesce(paid.amount, 0) as decimal(18, 2)) as paid_amount
from {{ ref('stg_postgres__orders') }} as orders
join {{ ref('int_orders_totalled') }} as totals on orders.order_id = totals.order_id
left join {{ ref('stg_shopify__orders') }} as shopify on orders.order_id = shopify.order_id
left join paid on orders.order_id = paid.order_id
