select
  id as shopify_product_id,
  sku,
  title,
  vendor,
  status as listing_status
from {{ source('shopify', 'products') }}
{{ warehouse_utils.newest_by('id', 'updated_at desc') }}
