select ride_day, count(*) as rides, sum(price_cents) as revenue_cents
from {{ ref('fct_rides') }}
group by ride_day
