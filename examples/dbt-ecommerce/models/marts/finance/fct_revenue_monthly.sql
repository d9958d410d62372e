select
  cast(date_trunc('month', paid_at) as date) as month,
  cast(coalesce(sum(amount) filter (where payment_type = 'charge'), 0) as decimal(18, 2)) as charges,
  cast(coalesce(-sum(amount) filter (where payment_type = 'refund'), 0) as decimal(18, 2)) as refunds,
  cast(sum(amount) as decimal(18, 2)) as revenue,
  cast(sum(fee) as decimal(18, 2)) as fees,
  cast(sum(amount) - sum(fee) as decimal(18, 2)) as net_revenue
from {{ ref('fct_payments') }}
group by 1
