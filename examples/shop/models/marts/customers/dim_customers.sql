-- One row for each customer with what they have bought.
with customers as (
  select * from {{ ref('stg_customers') }}
),

bought as (
  select
    customer_id,
    count(*) as orders,
    min(ordered_at) as first_order_at,
    max(ordered_at) as last_order_at,
    cast(sum(sales_eur) as decimal(18, 2)) as sales_eur,
    cast(sum(case when is_returned then 1 else 0 end) as bigint) as returned_orders
  from {{ ref('fct_orders') }}
  where customer_id is not null and not is_cancelled
  group by customer_id
),

today as (
  select max(ordered_on) as today from {{ ref('fct_orders') }}
)

select
  customers.customer_id,
  customers.email,
  customers.first_name,
  customers.last_name,
  customers.country_code,
  customers.country,
  customers.marketing_consent,
  customers.created_at,
  coalesce(bought.orders, 0) as orders,
  coalesce(bought.returned_orders, 0) as returned_orders,
  coalesce(bought.sales_eur, 0) as sales_eur,
  bought.first_order_at,
  bought.last_order_at,
  case
    when bought.orders is null then 'prospect'
    when bought.last_order_at < today.today - interval 180 day then 'lapsed'
    when bought.orders = 1 then 'new'
    when bought.orders >= 10 then 'loyal'
    else 'returning'
  end as segment
from customers
left join bought on customers.customer_id = bought.customer_id
cross join today
