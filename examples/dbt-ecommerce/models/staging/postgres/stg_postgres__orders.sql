select
  id as order_id,
  customer_id,
  status,
  sales_channel,
  {{ warehouse_utils.from_cents('shipping_cents') }} as shipping_amount,
  created_at as ordered_at,
  cast(created_at as date) as ordered_on,
  updated_at
from {{ source('postgres', 'orders') }}
{{ warehouse_utils.newest_by('id', 'updated_at desc') }}
