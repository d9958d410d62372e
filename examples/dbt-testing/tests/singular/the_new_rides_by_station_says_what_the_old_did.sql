-- Goes with the old version once nobody needs it any more.
select *
from ({{ compare_rows(ref('rides_by_station_old'), ref('rides_by_station'), 'station_id',
  ['station_name', 'departures', 'arrivals']) }}) as compared
where verdict <> 'same'
