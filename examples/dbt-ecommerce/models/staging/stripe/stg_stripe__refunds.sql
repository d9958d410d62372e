select
  id as refund_id,
  charge as charge_id,
  {{ warehouse_utils.from_cents('amount') }} as amount,
  upper(currency) as currency,
  status,
  reason,
  balance_transaction as balance_transaction_id,
  {{ warehouse_utils.from_epoch('created') }} as created_at
from {{ source('stripe', 'refunds') }}
{{ warehouse_utils.newest_by('id', '_ingested_at desc') }}
