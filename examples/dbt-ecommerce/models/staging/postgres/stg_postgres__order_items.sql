select
  id as order_item_id,
  order_id,
  product_id,
  quantity,
  {{ warehouse_utils.from_cents('unit_price_cents') }} as unit_price,
  {{ warehouse_utils.from_cents('discount_cents') }} as discount_amount
from {{ source('postgres', 'order_items') }}
{{ warehouse_utils.newest_by('id', '_ingested_at desc') }}
