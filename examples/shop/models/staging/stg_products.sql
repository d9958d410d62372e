-- One row for each product that can be bought, as in the newest catalogue that has it.
with newest as (
  select *
  from {{ source('bronze', 'products') }}
  qualify row_number() over (partition by id order by updated_at desc, product_type) = 1
),

variants as (
  select
    id,
    title,
    vendor,
    product_type,
    updated_at,
    unnest(variants) as variant
  from newest
)

select
  variant.sku as sku,
  id as product_id,
  title,
  vendor,
  upper(substr(product_type, 1, 1)) || lower(substr(product_type, 2)) as product_type,
  cast(variant.price as decimal(18, 2)) as list_price,
  cast(variant.inventory_quantity as integer) as inventory_quantity,
  updated_at as listed_at
from variants
