-- Revenue of each day, in pounds.
select
  invoiced_on,
  count(distinct invoice) as invoices,
  cast(sum(quantity) as bigint) as units,
  cast(sum(amount) as decimal(18, 4)) as revenue
from {{ ref('sales') }}
group by invoiced_on
