-- The old version, kept until the new one is shown to say the same.
select
  stations.station_id,
  stations.station_name,
  (
    select count(*) from {{ ref('fct_rides') }} as rides
    where rides.from_station = stations.station_id
  ) as departures,
  (
    select count(*) from {{ ref('fct_rides') }} as rides
    where rides.to_station = stations.station_id
  ) as arrivals
from {{ ref('stg_stations') }} as stations
