select
  id as product_id,
  sku,
  name as product_name,
  category,
  {{ warehouse_utils.from_cents('price_cents') }} as price,
  {{ warehouse_utils.from_cents('cost_cents') }} as unit_cost,
  updated_at
from {{ source('postgres', 'products') }}
{{ warehouse_utils.newest_by('id', 'updated_at desc') }}
