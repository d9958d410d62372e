-- The new version: each ride is read once. models/refactoring has the old one.
with ends as (
  select
    unnest([from_station, to_station]) as station_id,
    unnest(['left', 'arrived']) as what
  from {{ ref('fct_rides') }}
)

select
  stations.station_id,
  stations.station_name,
  count(*) filter (where ends.what = 'left') as departures,
  count(*) filter (where ends.what = 'arrived') as arrivals
from {{ ref('stg_stations') }} as stations
left join ends on ends.station_id = stations.station_id
group by stations.station_id, stations.station_name
