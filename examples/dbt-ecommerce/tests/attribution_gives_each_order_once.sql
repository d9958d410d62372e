-- The weights of an order add up to one in every attribution model.
select order_id, attribution_model, sum(weight) as weight
from {{ ref('fct_attribution') }}
group by order_id, attribution_model
having abs(sum(weight) - 1) > 0.0001
