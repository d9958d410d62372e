-- One row for each line of an order. Lines with a quantity that means nothing are left out: see
-- stg_order_items_invalid.
select distinct
  order_id,
  line_number,
  sku,
  trim(title) as title,
  quantity,
  unit_price,
  discount_amount,
  cast(quantity * unit_price - discount_amount as decimal(18, 2)) as line_amount
from {{ source('bronze', 'order_items') }}
where quantity > 0
