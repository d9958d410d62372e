-- Sales of each day by country, in euros, without cancelled orders.
select
  ordered_on,
  country_code,
  count(*) as orders,
  count(distinct customer_id) as customers,
  cast(sum(units) as bigint) as units,
  cast(sum(sales_eur) as decimal(18, 2)) as sales_eur,
  cast(sum(sales_eur) / count(*) as decimal(18, 2)) as average_order_eur
from {{ ref('fct_orders') }}
where not is_cancelled
group by ordered_on, country_code
