-- Money in and out of each month, by currency.
with movements as (
  select
    cast(date_trunc('month', paid_on) as date) as month,
    currency,
    case when kind = 'charge' then amount else 0 end as charged,
    case when kind = 'refund' then amount else 0 end as refunded,
    fee
  from {{ ref('stg_payments') }}
  where status = 'succeeded'
),

summed as (
  select
    month,
    currency,
    cast(sum(charged) as decimal(18, 2)) as charged,
    cast(sum(refunded) as decimal(18, 2)) as refunded,
    cast(sum(fee) as decimal(18, 2)) as fees
  from movements
  group by month, currency
)

select
  summed.month,
  summed.currency,
  summed.charged,
  summed.refunded,
  summed.fees,
  cast(summed.charged - summed.refunded - summed.fees as decimal(18, 2)) as net,
  {{ in_euros('(summed.charged - summed.refunded - summed.fees)', 'rates.euros') }} as net_eur
from summed
left join {{ ref('exchange_rates') }} as rates
  on summed.month = rates.month and summed.currency = rates.currency
