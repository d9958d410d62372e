-- A calendar of 2025, to begin with.
select
  cast(day as date) as day,
  year(day) as year,
  month(day) as month,
  dayname(day) as weekday
from generate_series(timestamp '2025-01-01', timestamp '2025-12-31', interval 1 day) as days(day)
