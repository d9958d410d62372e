select
  items.order_item_id,
  items.order_id,
  items.product_id,
  items.quantity,
  cast(items.quantity * items.unit_price - items.discount_amount as decimal(18, 2)) as net_amount,
  cast(items.quantity * products.unit_cost as decimal(18, 2)) as cost_amount
from {{ ref('stg_postgres__order_items') }} as items
left join {{ ref('stg_postgres__products') }} as products on items.product_id = products.product_id
