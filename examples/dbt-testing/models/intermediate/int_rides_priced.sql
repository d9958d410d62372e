select
  rides.ride_id,
  rides.rider_id,
  rides.from_station,
  rides.to_station,
  rides.ride_day,
  rides.minutes,
  rides.bike_kind,
  coalesce(riders.plan, 'guest') as plan,
  {{ price_cents('rides.minutes', 'riders.plan', 'rides.bike_kind') }} as price_cents
from {{ ref('stg_rides') }} as rides
left join {{ ref('stg_riders') }} as riders on riders.rider_id = rides.rider_id
where rides.status = 'completed'
