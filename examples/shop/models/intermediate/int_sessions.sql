-- One row for each visit to the website.
select
  session_id,
  min(visitor_id) as visitor_id,
  min(occurred_at) as started_at,
  max(occurred_at) as ended_at,
  count(*) as event_count,
  min(device) as device,
  min(utm_source) as utm_source,
  min(utm_medium) as utm_medium,
  min(utm_campaign) as utm_campaign,
  {{ channel('min(utm_source)', 'min(utm_medium)') }} as channel,
  max(order_id) as order_id
from {{ ref('stg_events') }}
group by session_id
