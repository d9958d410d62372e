select
  id as charge_id,
  cast(metadata.order_id as bigint) as order_id,
  {{ warehouse_utils.from_cents('amount') }} as amount,
  upper(currency) as currency,
  status,
  balance_transaction as balance_transaction_id,
  {{ warehouse_utils.from_epoch('created') }} as created_at
from {{ source('stripe', 'charges') }}
{{ warehouse_utils.newest_by('id', '_ingested_at desc') }}
