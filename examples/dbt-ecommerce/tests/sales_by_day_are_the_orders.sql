-- Each day's sales, and the days together, are those of the orders and of their lines.
with days as (
  select sum(orders) as orders, sum(sales_amount) as sales from {{ ref('fct_sales_daily') }}
),
orders as (
  select count(*) as orders, sum(sales_amount) as sales from {{ ref('fct_orders') }}
),
items as (
  select count(distinct order_id) as orders from {{ ref('fct_order_items') }}
)

select days.orders, days.sales, orders.orders as all_orders, orders.sales as all_sales
from days cross join orders cross join items
where days.orders <> orders.orders or days.sales <> orders.sales or items.orders <> orders.orders
