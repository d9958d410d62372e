select
  id as balance_transaction_id,
  type as transaction_type,
  {{ warehouse_utils.from_cents('amount') }} as amount,
  {{ warehouse_utils.from_cents('fee') }} as fee,
  {{ warehouse_utils.from_cents('net') }} as net,
  source as source_id,
  {{ warehouse_utils.from_epoch('created') }} as created_at
from {{ source('stripe', 'balance_transactions') }}
{{ warehouse_utils.newest_by('id', '_ingested_at desc') }}
