-- One row for each order, with the version of the customer that held on its day. Orders come here
-- when they are loaded, and again when the history of their customer has changed.
{{ config(
  materialized='incremental',
  incremental_strategy='merge',
  unique_key='order_id'
) }}

with due as (
  select *
  from {{ source('crm', 'orders') }}
  {% if is_incremental() %}
  where loaded_at > (select coalesce(max(loaded_at), timestamp '1970-01-01') from {{ this }})
    or customer_id in (
      select customer_id from {{ ref('dim_customer') }}
      where batch > (select coalesce(max(customer_batch), 0) from {{ this }})
    )
  {% endif %}
)

select
  due.order_id,
  due.customer_id,
  coalesce(customer.customer_key, '{{ var("unknown_key") }}') as customer_key,
  due.ordered_on,
  due.amount,
  due.loaded_at,
  coalesce(customer.batch, 0) as customer_batch
from due
left join {{ ref('dim_customer') }} as customer
  on due.customer_id = customer.customer_id
  and due.ordered_on >= customer.valid_from
  and due.ordered_on < customer.valid_to
