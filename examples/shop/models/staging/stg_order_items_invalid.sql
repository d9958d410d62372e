-- Lines of orders that no sale can consist of, kept for whoever has to correct them.
select distinct
  order_id,
  line_number,
  sku,
  quantity,
  'quantity is not positive' as reason
from {{ source('bronze', 'order_items') }}
where quantity is null or quantity <= 0
