-- One row for each charge or refund, in units of its currency.
with messages as (
  select distinct
    id,
    object,
    amount,
    currency,
    status,
    created,
    charge,
    reason,
    balance_transaction.fee as fee,
    metadata.order_id as order_id
  from {{ source('bronze', 'payments') }}
)

select
  id as payment_id,
  object as kind,
  cast(order_id as bigint) as order_id,
  case when object = 'refund' then charge else id end as charge_id,
  {{ from_cents('amount') }} as amount,
  {{ from_cents('coalesce(fee, 0)') }} as fee,
  upper(currency) as currency,
  status,
  reason,
  to_timestamp(created) at time zone 'UTC' as paid_at,
  cast(to_timestamp(created) at time zone 'UTC' as date) as paid_on
from messages
