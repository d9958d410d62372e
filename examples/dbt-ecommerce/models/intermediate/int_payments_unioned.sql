-- Charges that succeeded and refunds, as one ledger: refunds are negative. A refund belongs to the
-- order of its charge.
{{ config(group='finance', access='private') }}

with ledger as (
  select charge_id as payment_id, 'charge' as payment_type, charge_id, order_id, amount,
    balance_transaction_id, created_at
  from {{ ref('stg_stripe__charges') }}
  where status = 'succeeded'
  union all
  select refunds.refund_id, 'refund', refunds.charge_id, charges.order_id, -refunds.amount,
    refunds.balance_transaction_id, refunds.created_at
  from {{ ref('stg_stripe__refunds') }} as refunds
  left join {{ ref('stg_stripe__charges') }} as charges on refunds.charge_id = charges.charge_id
  where refunds.status = 'succeeded'
)

select ledger.*, coalesce(balance.fee, 0) as fee
from ledger
left join {{ ref('stg_stripe__balance_transactions') }} as balance
  on ledger.balance_transaction_id = balance.balance_transaction_id
