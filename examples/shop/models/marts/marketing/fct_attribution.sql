-- One row for each order made on the website: the visit that first brought the customer, and the
-- last one that was not typed in.
with sessions as (
  select * from {{ ref('int_sessions') }}
),

purchases as (
  select session_id, visitor_id, order_id, ended_at as purchased_at
  from sessions
  where order_id is not null
),

touches as (
  select
    purchases.order_id,
    sessions.session_id,
    sessions.started_at,
    sessions.channel,
    sessions.utm_source,
    sessions.utm_medium,
    sessions.utm_campaign
  from purchases
  join sessions
    on purchases.visitor_id = sessions.visitor_id
    and sessions.started_at <= purchases.purchased_at
    and sessions.started_at > purchases.purchased_at
      - interval {{ var('attribution_days') }} day
),

first_touch as (
  select * from touches
  qualify row_number() over (partition by order_id order by started_at, session_id) = 1
),

last_touch as (
  select * from touches
  qualify row_number() over (
    partition by order_id
    order by case when channel = 'Direct' then 1 else 0 end, started_at desc, session_id
  ) = 1
),

counted as (
  select order_id, count(*) as touches from touches group by order_id
)

select
  orders.order_id,
  orders.ordered_on,
  orders.customer_id,
  orders.sales_eur,
  counted.touches,
  first_touch.channel as first_channel,
  first_touch.utm_source as first_source,
  first_touch.utm_medium as first_medium,
  first_touch.utm_campaign as first_campaign,
  last_touch.channel as last_channel,
  last_touch.utm_source as last_source,
  last_touch.utm_medium as last_medium,
  last_touch.utm_campaign as last_campaign
from counted
join {{ ref('fct_orders') }} as orders on counted.order_id = orders.order_id
join first_touch on counted.order_id = first_touch.order_id
join last_touch on counted.order_id = last_touch.order_id
