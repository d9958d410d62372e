{{ config(materialized='incremental', unique_key='order_id', tags=['finance', 'daily']) }}

{%- set statuses = ['placed', 'shipped', 'completed', 'returned'] -%}
{%- set cutoff_days = var('cutoff_days', 3) -%}

{%- macro cents_to_dollars(column, scale=2) -%}
  round({{ column }} / 100.0, {{ scale }})
{%- endmacro %}

with orders as (

    select * from {{ ref('stg_orders') }}
    {% if is_incremental() %}
    where updated_at > (
        select max(updated_at) - interval '{{ cutoff_days }} days' from {{ this }}
    )
    {% endif %}

),

payments as (

    select * from {{ ref('stg_payments') }}
    {% if target.name != 'prod' %}
    limit 1000
    {% endif %}

),

order_payments as (

    select
        order_id,

        {% for payment_method in payment_methods -%}
        sum(case when payment_method = '{{ payment_method }}' then amount else 0 end)
            as {{ payment_method }}_amount,
        {% endfor -%}

        {{ cents_to_dollars('sum(amount)') }} as total_amount

    from payments
    group by order_id

)

select
    orders.order_id,
    orders.customer_id,
    orders.order_date,
    {% for status in statuses %}
    orders.status = '{{ status }}' as is_{{ status | lower }}{{ "," if not loop.last }}
    {%- endfor %},
    {{ cents_to_dollars('order_payments.total_amount', scale=4) }} as amount,
    '{{ target.schema | upper }}' as source_schema
from orders
left join order_payments
    on orders.order_id = order_payments.order_id
where orders.order_id is not null
{% if var('exclude_test', true) %}
  and not orders.is_test
{% endif %}
