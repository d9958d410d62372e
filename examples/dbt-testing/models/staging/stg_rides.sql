select
  ride_id,
  nullif(rider_id, '') as rider_id,
  from_station,
  to_station,
  started_at,
  ended_at,
  cast(started_at as date) as ride_day,
  date_diff('minute', started_at, ended_at) as minutes,
  bike_kind,
  status
from {{ source('raw', 'raw_rides') }}
