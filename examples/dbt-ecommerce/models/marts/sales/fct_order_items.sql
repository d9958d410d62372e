select
  items.order_item_id,
  items.order_id,
  items.product_id,
  orders.customer_id,
  orders.ordered_on,
  orders.status = 'cancelled' as is_cancelled,
  items.quantity,
  items.net_amount,
  items.cost_amount
from {{ ref('int_order_items_priced') }} as items
join {{ ref('fct_orders') }} as orders on items.order_id = orders.order_id
