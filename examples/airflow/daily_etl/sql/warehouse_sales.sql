-- Sales by day, country and category. All days: an order of an earlier one may have been paid.
create table if not exists warehouse.sales_daily
  (day date, country varchar, category varchar, orders bigint, units bigint, sales decimal(18, 2),
   paid decimal(18, 2), shipped bigint);

merge into warehouse.sales_daily as t
using (
  select day, coalesce(country, '?') as country, coalesce(category, '?') as category,
    count(*) as orders, sum(quantity)::bigint as units, sum(amount)::decimal(18, 2) as sales,
    sum(paid)::decimal(18, 2) as paid, count(shipped_at) as shipped
  from warehouse.orders
  where status <> 'cancelled'
  group by all
) as s
on t.day = s.day and t.country = s.country and t.category = s.category
when matched and (t.orders, t.units, t.sales, t.paid, t.shipped)
  is distinct from (s.orders, s.units, s.sales, s.paid, s.shipped) then update set *
when not matched then insert *
when not matched by source then delete;
