-- Each order shows the segment and the address that the ledger has for its day: of all that was
-- said of the customer up to that day, the last.
with truth as (
  select
    orders.order_id,
    coalesce(
      arg_max(ledger.segment, (ledger.effective_on, ledger.recorded_at, ledger.entry_id))
        filter (where ledger.segment is not null),
      'unknown'
    ) as segment,
    coalesce(
      arg_max(ledger.address, (ledger.effective_on, ledger.recorded_at, ledger.entry_id))
        filter (where ledger.address is not null),
      'unknown'
    ) as address
  from {{ source('crm', 'orders') }} as orders
  left join {{ source('crm', 'ledger') }} as ledger
    on orders.customer_id = ledger.customer_id and ledger.effective_on <= orders.ordered_on
  group by orders.order_id
)

select facts.order_id, truth.segment, customer.segment as shown_segment
from {{ ref('fct_orders') }} as facts
join truth on facts.order_id = truth.order_id
left join {{ ref('dim_customer') }} as customer on facts.customer_key = customer.customer_key
where customer.segment is distinct from truth.segment
  or customer.address is distinct from truth.address
