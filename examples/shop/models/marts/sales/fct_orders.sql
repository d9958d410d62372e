-- One row for each order with what it is worth.
with orders as (
  select * from {{ ref('stg_orders') }}
),

totals as (
  select * from {{ ref('int_order_totals') }}
),

rates as (
  select * from {{ ref('exchange_rates') }}
),

valued as (
  select
    orders.*,
    coalesce(totals.line_count, 0) as line_count,
    coalesce(totals.units, 0) as units,
    coalesce(totals.items_amount, 0) as items_amount,
    coalesce(totals.discount_amount, 0) as discount_amount,
    cast(coalesce(totals.items_amount, 0) + orders.shipping_amount as decimal(18, 2))
      as order_amount,
    rates.euros as euro_rate
  from orders
  left join totals on orders.order_id = totals.order_id
  left join rates
    on orders.currency = rates.currency
    and cast(date_trunc('month', orders.ordered_on) as date) = rates.month
)

select
  order_id,
  customer_id,
  email,
  status,
  is_cancelled,
  is_returned,
  currency,
  country_code,
  ordered_at,
  ordered_on,
  line_count,
  units,
  items_amount,
  discount_amount,
  shipping_amount,
  order_amount,
  {{ in_euros('order_amount', 'euro_rate') }} as order_amount_eur,
  case
    when is_cancelled then cast(0 as decimal(18, 2))
    else {{ in_euros('order_amount', 'euro_rate') }}
  end as sales_eur
from valued
