-- One row for each visit, with what brought it and the order it ended in.
{{ config(group='marketing', access='private') }}

with sessions as (
  select
    session_id,
    min(user_pseudo_id) as user_pseudo_id,
    min(occurred_at) as started_at,
    max(occurred_at) as ended_at,
    min(utm_source) as utm_source,
    min(utm_medium) as utm_medium,
    min(utm_campaign) as utm_campaign,
    max(order_id) as order_id
  from {{ ref('stg_ga4__events') }}
  group by session_id
)

select *, {{ channel_group('utm_source', 'utm_medium') }} as channel
from sessions
