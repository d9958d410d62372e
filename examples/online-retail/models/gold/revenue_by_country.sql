-- Revenue of each country, in pounds.
select
  country,
  count(distinct invoice) as invoices,
  count(distinct customer_id) as customers,
  cast(sum(quantity) as bigint) as units,
  cast(sum(amount) as decimal(18, 4)) as revenue
from {{ ref('sales') }}
group by country
