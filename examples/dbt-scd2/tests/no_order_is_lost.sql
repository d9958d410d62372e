-- The facts are the orders, each once.
select orders, facts, order_amount, fact_amount
from (select count(*) as orders, sum(amount) as order_amount from {{ source('crm', 'orders') }})
cross join (select count(*) as facts, sum(amount) as fact_amount from {{ ref('fct_orders') }})
where orders <> facts or order_amount <> fact_amount
