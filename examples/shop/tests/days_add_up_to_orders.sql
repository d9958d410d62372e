-- What the days sold is what the orders sold.
select days.sales_eur as by_day, orders.sales_eur as by_order
from (select sum(sales_eur) as sales_eur from {{ ref('sales_by_day') }}) as days
cross join (select sum(sales_eur) as sales_eur from {{ ref('fct_orders') }}) as orders
where days.sales_eur <> orders.sales_eur
