-- Finance's revenue is what Stripe charged less what it gave back, counted from the staging layer.
with finance as (select sum(revenue) as revenue from {{ ref('fct_revenue_monthly') }}),

charged as (
  select sum(amount) as amount from {{ ref('stg_stripe__charges') }} where status = 'succeeded'
),

refunded as (
  select sum(amount) as amount from {{ ref('stg_stripe__refunds') }} where status = 'succeeded'
)

select finance.revenue, charged.amount as charged, refunded.amount as refunded
from finance
cross join charged
cross join refunded
where finance.revenue is distinct from charged.amount - refunded.amount
