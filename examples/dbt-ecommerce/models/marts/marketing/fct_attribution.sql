{% set models = ['first_touch', 'last_touch', 'linear'] %}
with weighted as (
{% for model in models %}
  select order_id, session_id, channel, '{{ model }}' as attribution_model,
    {{ attribution_weight(model) }} as weight
  from {{ ref('int_touches') }}
  {% if not loop.last %}union all{% endif %}
{% endfor %}
)

select
  weighted.order_id,
  weighted.session_id,
  weighted.attribution_model,
  weighted.channel,
  orders.ordered_on,
  weighted.weight,
  cast(weighted.weight * orders.sales_amount as decimal(18, 6)) as attributed_sales
from weighted
join {{ ref('fct_orders') }} as orders on weighted.order_id = orders.order_id
where weighted.weight > 0
