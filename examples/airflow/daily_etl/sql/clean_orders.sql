-- The shop writes a row whenever an order changes: the last one counts. Orders of nothing do not.
create schema if not exists clean;
create table if not exists clean.orders
  (day date, order_id bigint, customer_id bigint, product_id bigint, quantity integer,
   amount decimal(18, 2), status varchar, placed_at timestamptz, changed_at timestamptz)
  partitioned by (day);

merge into clean.orders as t
using (
  select getvariable('day') as day, order_id, customer_id, product_id, quantity,
    (quantity * unit_price)::decimal(18, 2) as amount, lower(status) as status, placed_at, changed_at
  from read_csv('data/staging/' || getvariable('day') || '/orders.csv', header = true,
    columns = {order_id: 'bigint', customer_id: 'bigint', product_id: 'bigint', quantity: 'integer',
      unit_price: 'decimal(18, 2)', status: 'varchar', placed_at: 'timestamptz', changed_at: 'timestamptz'})
  where quantity > 0
  qualify row_number() over (partition by order_id order by changed_at desc) = 1
) as s
on t.day = s.day and t.order_id = s.order_id
when matched and s.changed_at > t.changed_at then update set *
when not matched then insert *
when not matched by source and t.day = getvariable('day') then delete;
