with sold as (
  select items.product_id, sum(items.quantity) as units, sum(items.net_amount) as sales,
    sum(items.cost_amount) as cost
  from {{ ref('int_order_items_priced') }} as items
  join {{ ref('fct_orders') }} as orders on items.order_id = orders.order_id
  where orders.status <> 'cancelled'
  group by items.product_id
)

select
  products.product_id,
  products.sku,
  products.product_name,
  products.category,
  shopify.vendor,
  coalesce(shopify.listing_status = 'active', false) as is_listed,
  products.price,
  cast(coalesce(sold.units, 0) as bigint) as units_sold,
  cast(coalesce(sold.sales, 0) as decimal(18, 2)) as sales_amount,
  cast(coalesce(sold.sales - sold.cost, 0) as decimal(18, 2)) as margin_amount
from {{ ref('stg_postgres__products') }} as products
left join {{ ref('stg_shopify__products') }} as shopify on products.sku = shopify.sku
left join sold on products.product_id = sold.product_id
