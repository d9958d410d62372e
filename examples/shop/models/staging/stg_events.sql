-- One row for each event of the website. New files are added to what is there; an event that is
-- delivered again replaces itself.
{{ config(materialized='incremental', unique_key='event_id') }}

select
  event_id,
  session_id,
  visitor_id,
  event,
  occurred_at,
  page,
  device,
  utm.source as utm_source,
  utm.medium as utm_medium,
  utm.campaign as utm_campaign,
  cast(order_id as bigint) as order_id,
  _ingested_at
from {{ source('bronze', 'events') }}
{% if is_incremental() %}
where _ingested_at > (select coalesce(max(_ingested_at), timestamptz '1970-01-01') from {{ this }})
{% endif %}
qualify row_number() over (partition by event_id order by _ingested_at desc) = 1
