with brought as (
  select cast(date_trunc('month', ordered_on) as date) as month, channel, attribution_model,
    sum(weight) as orders, sum(attributed_sales) as sales
  from {{ ref('fct_attribution') }}
  group by all
)

select
  brought.month,
  brought.channel,
  brought.attribution_model,
  cast(brought.orders as decimal(18, 2)) as orders,
  cast(brought.sales as decimal(18, 2)) as sales_amount,
  costs.cost as cost_amount,
  cast(brought.sales / nullif(costs.cost, 0) as decimal(18, 2)) as return_on_spend
from brought
left join {{ ref('channel_costs') }} as costs
  on brought.month = costs.month and brought.channel = costs.channel
