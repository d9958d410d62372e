select
  riders.rider_id,
  riders.plan,
  riders.joined_on,
  count(rides.ride_id) as rides,
  coalesce(sum(rides.price_cents), 0) as spent_cents
from {{ ref('stg_riders') }} as riders
left join {{ ref('fct_rides') }} as rides on rides.rider_id = riders.rider_id
group by riders.rider_id, riders.plan, riders.joined_on
