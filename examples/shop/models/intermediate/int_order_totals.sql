-- What each order is worth, from its lines.
select
  order_id,
  count(*) as line_count,
  sum(quantity) as units,
  cast(sum(line_amount) as decimal(18, 2)) as items_amount,
  cast(sum(discount_amount) as decimal(18, 2)) as discount_amount
from {{ ref('stg_order_items') }}
group by order_id
