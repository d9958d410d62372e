-- Every order of the day, and those of earlier days that were paid or shipped on it.
create schema if not exists warehouse;
create table if not exists warehouse.orders
  (day date, order_id bigint, customer varchar, country varchar, product varchar, category varchar,
   quantity integer, amount decimal(18, 2), status varchar, paid decimal(18, 2), shipped_at timestamptz,
   carrier varchar)
  partitioned by (day);

merge into warehouse.orders as t
using (
  with touched as (
    select order_id from clean.orders where day = getvariable('day')
    union
    select order_id from clean.payments where day = getvariable('day')
    union
    select order_id from clean.shipments where day = getvariable('day')
  ),
  paid as (
    -- A payment that came again on another day is the same payment.
    select order_id, sum(amount)::decimal(18, 2) as paid
    from (select distinct payment_id, order_id, amount from clean.payments)
    group by order_id
  ),
  shipped as (
    select order_id, min(shipped_at) as shipped_at, arg_min(carrier, shipped_at) as carrier
    from clean.shipments
    group by order_id
  )
  select o.day, o.order_id, c.name as customer, c.country, p.title as product, p.category, o.quantity,
    o.amount, o.status, coalesce(paid.paid, 0)::decimal(18, 2) as paid, shipped.shipped_at, shipped.carrier
  from clean.orders as o
  join touched using (order_id)
  left join clean.customers as c using (customer_id)
  left join clean.products as p using (product_id)
  left join paid using (order_id)
  left join shipped using (order_id)
) as s
on t.day = s.day and t.order_id = s.order_id
when matched and (t.customer, t.country, t.product, t.category, t.quantity, t.amount, t.status, t.paid,
    t.shipped_at, t.carrier)
  is distinct from (s.customer, s.country, s.product, s.category, s.quantity, s.amount, s.status, s.paid,
    s.shipped_at, s.carrier) then update set *
when not matched then insert *
when not matched by source and t.day = getvariable('day') then delete;
