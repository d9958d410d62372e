select
  id as shopify_order_id,
  order_number as order_id,
  lower(email) as email,
  total_price,
  financial_status,
  discount_code,
  created_at,
  updated_at
from {{ source('shopify', 'orders') }}
{{ warehouse_utils.newest_by('id', 'updated_at desc') }}
