-- Each order lies in one version of its customer, whose key it has; or in none, and then its key
-- is the unknown member's.
with found as (
  select
    orders.order_id,
    min(orders.customer_key) as customer_key,
    count(customer.customer_key) as versions,
    min(customer.customer_key) as held
  from {{ ref('fct_orders') }} as orders
  left join {{ ref('dim_customer') }} as customer
    on orders.customer_id = customer.customer_id
    and orders.ordered_on >= customer.valid_from
    and orders.ordered_on < customer.valid_to
  group by orders.order_id
)

select * from found
where versions > 1
  or customer_key <> coalesce(held, '{{ var("unknown_key") }}')
