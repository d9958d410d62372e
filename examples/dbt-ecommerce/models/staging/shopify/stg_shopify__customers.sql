select
  id as shopify_customer_id,
  lower(email) as email,
  accepts_marketing,
  created_at
from {{ source('shopify', 'customers') }}
{{ warehouse_utils.newest_by('id', 'updated_at desc') }}
