{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='ride_id') }}
select ride_id, rider_id, from_station, to_station, ride_day, minutes, bike_kind, plan, price_cents
from {{ ref('int_rides_priced') }}
{% if is_incremental() %}
where ride_day >= (select max(ride_day) from {{ this }}) - {{ var('late_days') }}
{% endif %}
