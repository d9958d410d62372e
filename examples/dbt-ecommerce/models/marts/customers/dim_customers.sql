with orders as (
  select customer_id, count(*) as orders, min(ordered_on) as first_ordered_on,
    max(ordered_on) as last_ordered_on, sum(sales_amount) as lifetime_sales
  from {{ ref('fct_orders') }}
  where status <> 'cancelled'
  group by customer_id
)

select
  customers.customer_id,
  customers.email,
  customers.full_name,
  customers.country_code,
  coalesce(shopify.accepts_marketing, false) as accepts_marketing,
  coalesce(orders.orders, 0) as orders,
  orders.first_ordered_on,
  orders.last_ordered_on,
  cast(coalesce(orders.lifetime_sales, 0) as decimal(18, 2)) as lifetime_sales,
  case
    when orders.orders is null then 'prospect'
    when orders.orders = 1 then 'new'
    when orders.orders < 4 then 'returning'
    else 'loyal'
  end as segment
from {{ ref('stg_postgres__customers') }} as customers
left join {{ ref('stg_shopify__customers') }} as shopify on customers.email = shopify.email
left join orders on customers.customer_id = orders.customer_id
