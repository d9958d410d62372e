-- Every visit that may have brought an order, numbered from the first.
{{ config(group='marketing', access='private') }}

select
  purchases.order_id,
  visits.session_id,
  visits.channel,
  row_number() over (partition by purchases.order_id order by visits.started_at, visits.session_id)
    as touch_number,
  count(*) over (partition by purchases.order_id) as touches
from {{ ref('int_sessions') }} as purchases
join {{ ref('int_sessions') }} as visits
  on purchases.user_pseudo_id = visits.user_pseudo_id
  and visits.started_at <= purchases.ended_at
  and visits.started_at > purchases.ended_at - interval {{ var('attribution_days') }} day
where purchases.order_id is not null
