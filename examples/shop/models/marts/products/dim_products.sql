-- One row for each product that can be bought, with how it sells.
with sold as (
  select
    items.sku,
    count(distinct items.order_id) as orders,
    cast(sum(items.quantity) as bigint) as units,
    cast(sum({{ in_euros('items.line_amount', 'rates.euros') }}) as decimal(18, 2)) as sales_eur,
    count(distinct case when orders.is_returned then orders.order_id end) as returned_orders
  from {{ ref('stg_order_items') }} as items
  join {{ ref('stg_orders') }} as orders on items.order_id = orders.order_id
  join {{ ref('exchange_rates') }} as rates
    on orders.currency = rates.currency
    and cast(date_trunc('month', orders.ordered_on) as date) = rates.month
  where not orders.is_cancelled and items.sku is not null
  group by items.sku
)

select
  products.sku,
  products.product_id,
  products.title,
  products.vendor,
  products.product_type,
  products.list_price,
  products.inventory_quantity,
  coalesce(sold.orders, 0) as orders,
  coalesce(sold.units, 0) as units,
  coalesce(sold.sales_eur, 0) as sales_eur,
  coalesce(sold.returned_orders, 0) as returned_orders,
  rank() over (order by coalesce(sold.sales_eur, 0) desc) as sales_rank
from {{ ref('stg_products') }} as products
left join sold on products.sku = sold.sku
