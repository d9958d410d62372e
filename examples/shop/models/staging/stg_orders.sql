-- One row for each order, in its newest state.
with newest as (
  select *
  from {{ source('bronze', 'orders') }}
  qualify row_number() over (partition by order_id order by updated_at desc, status) = 1
)

select
  newest.order_id,
  newest.customer_id,
  lower(trim(newest.email)) as email,
  newest.status,
  newest.currency,
  countries.country_code,
  newest.shipping_amount,
  newest.ordered_at,
  cast(newest.ordered_at as date) as ordered_on,
  newest.updated_at,
  newest.status = 'cancelled' as is_cancelled,
  newest.status = 'returned' as is_returned
from newest
left join {{ ref('countries') }} as countries
  on lower(trim(newest.shipping_country)) = countries.spelling
