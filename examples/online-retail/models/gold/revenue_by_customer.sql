-- Revenue of each customer, in pounds, less what they sent back. Lines without a customer are one
-- row without a number.
with sold as (
  select
    customer_id,
    count(distinct invoice) as invoices,
    min(invoiced_on) as first_invoiced_on,
    max(invoiced_on) as last_invoiced_on,
    cast(sum(amount) as decimal(18, 4)) as revenue
  from {{ ref('sales') }}
  group by customer_id
),

returned as (
  select customer_id, cast(-sum(amount) as decimal(18, 4)) as cancelled
  from {{ ref('cancellations') }}
  group by customer_id
)

select
  sold.customer_id,
  sold.invoices,
  sold.first_invoiced_on,
  sold.last_invoiced_on,
  sold.revenue,
  coalesce(returned.cancelled, 0) as cancelled
from sold
left join returned on sold.customer_id is not distinct from returned.customer_id
