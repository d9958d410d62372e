-- millrace dbt show --select compare_rides_by_station
{{ compare_by_column(ref('rides_by_station_old'), ref('rides_by_station'), 'station_id',
  ['station_name', 'departures', 'arrivals']) }}
