-- No line of an order stands twice among the clean ones.
select order_id, line_number, count(*) as times
from {{ ref('stg_order_items') }}
group by order_id, line_number
having count(*) > 1
