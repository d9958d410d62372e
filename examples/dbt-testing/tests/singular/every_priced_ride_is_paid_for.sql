-- The sums may agree while single rides do not: each ride is held against its own payment.
{{ config(store_failures=true) }}
select rides.ride_id, rides.price_cents, payments.amount_cents
from {{ ref('fct_rides') }} as rides
full join {{ ref('stg_payments') }} as payments on payments.ride_id = rides.ride_id
where coalesce(rides.price_cents, 0) <> coalesce(payments.amount_cents, 0)
