-- What each campaign cost and brought, by month.
with visits as (
  select
    cast(date_trunc('month', started_at) as date) as month,
    coalesce(utm_source, '(direct)') as source,
    coalesce(utm_medium, '(none)') as medium,
    coalesce(utm_campaign, '(none)') as campaign,
    min(channel) as channel,
    count(*) as sessions
  from {{ ref('int_sessions') }}
  group by 1, 2, 3, 4
),

first_orders as (
  select
    cast(date_trunc('month', ordered_on) as date) as month,
    coalesce(first_source, '(direct)') as source,
    coalesce(first_medium, '(none)') as medium,
    coalesce(first_campaign, '(none)') as campaign,
    count(*) as orders,
    sum(sales_eur) as sales_eur
  from {{ ref('fct_attribution') }}
  group by 1, 2, 3, 4
),

last_orders as (
  select
    cast(date_trunc('month', ordered_on) as date) as month,
    coalesce(last_source, '(direct)') as source,
    coalesce(last_medium, '(none)') as medium,
    coalesce(last_campaign, '(none)') as campaign,
    count(*) as orders,
    sum(sales_eur) as sales_eur
  from {{ ref('fct_attribution') }}
  group by 1, 2, 3, 4
)

select
  visits.month,
  visits.channel,
  visits.source,
  visits.medium,
  visits.campaign,
  visits.sessions,
  coalesce(first_orders.orders, 0) as first_touch_orders,
  cast(coalesce(first_orders.sales_eur, 0) as decimal(18, 2)) as first_touch_sales_eur,
  coalesce(last_orders.orders, 0) as last_touch_orders,
  cast(coalesce(last_orders.sales_eur, 0) as decimal(18, 2)) as last_touch_sales_eur,
  costs.cost as cost_eur,
  cast(last_orders.sales_eur / nullif(costs.cost, 0) as decimal(18, 2)) as return_on_spend
from visits
left join first_orders using (month, source, medium, campaign)
left join last_orders using (month, source, medium, campaign)
left join {{ ref('campaign_costs') }} as costs using (month, source, medium, campaign)
