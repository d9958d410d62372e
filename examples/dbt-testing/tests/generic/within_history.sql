{# Today's value of a metric is within so many deviations of the mean of the days before it. A day
   that was measured again counts as it was measured last. `at_least` is the deviation assumed of
   a metric that hardly moves; below `days` days of history nothing is judged. #}
{% test within_history(model, metric, deviations=3, at_least=0.01, days=7) %}
with measured as (
  select
    measured_day,
    metric_value,
    row_number() over (partition by measured_day order by measured_at desc) as again
  from {{ model }}
  where metric = '{{ metric }}' and measured_day <= date '{{ var("today") }}'
),

history as (
  select
    count(metric_value) as days,
    avg(metric_value) as mean,
    greatest(stddev_samp(metric_value), {{ at_least }}) as deviation
  from measured
  where again = 1 and measured_day < date '{{ var("today") }}'
)

select measured.measured_day, measured.metric_value, history.mean, history.deviation
from measured
cross join history
where measured.again = 1
  and measured.measured_day = date '{{ var("today") }}'
  and history.days >= {{ days }}
  and abs(measured.metric_value - history.mean) > {{ deviations }} * history.deviation
{% endtest %}
