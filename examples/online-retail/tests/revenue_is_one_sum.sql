-- By day, by country and by customer it is the same revenue.
select days.revenue as by_day, countries.revenue as by_country, customers.revenue as by_customer
from (select sum(revenue) as revenue from {{ ref('revenue_by_day') }}) as days
cross join (select sum(revenue) as revenue from {{ ref('revenue_by_country') }}) as countries
cross join (select sum(revenue) as revenue from {{ ref('revenue_by_customer') }}) as customers
where days.revenue <> countries.revenue or days.revenue <> customers.revenue
