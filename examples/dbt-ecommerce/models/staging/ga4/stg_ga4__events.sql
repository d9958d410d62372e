-- Late events are found by when they were loaded, not by when they happened; one that is sent again
-- replaces itself.
{{ config(materialized='incremental', unique_key='event_id') }}

select
  event_id,
  event_name,
  {{ warehouse_utils.from_epoch('event_timestamp / 1000000') }} as occurred_at,
  user_pseudo_id,
  user_pseudo_id || '-' || ga_session_id as session_id,
  traffic_source.source as utm_source,
  traffic_source.medium as utm_medium,
  traffic_source.campaign as utm_campaign,
  page_location,
  cast(transaction_id as bigint) as order_id,
  _ingested_at
from {{ source('ga4', 'events') }}
{% if is_incremental() %}
where _ingested_at > (select coalesce(max(_ingested_at), timestamptz '1970-01-01') from {{ this }})
{% endif %}
{{ warehouse_utils.newest_by('event_id', '_ingested_at desc') }}
