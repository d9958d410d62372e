-- Every ride leaves somewhere and arrives somewhere.
select sum(departures) as departures, sum(arrivals) as arrivals
from {{ ref('rides_by_station') }}
having sum(departures) <> sum(arrivals)
