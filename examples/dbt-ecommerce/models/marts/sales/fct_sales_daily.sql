select
  ordered_on,
  sales_channel,
  count(*) as orders,
  count(*) filter (where status = 'cancelled') as cancelled_orders,
  count(distinct customer_id) as customers,
  cast(sum(sales_amount) as decimal(18, 2)) as sales_amount,
  cast(sum(margin_amount) as decimal(18, 2)) as margin_amount
from {{ ref('fct_orders') }}
group by ordered_on, sales_channel
