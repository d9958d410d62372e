-- Payments by the day they arrived. Files may come twice, and lines may be cut off.
create schema if not exists clean;
create table if not exists clean.payments
  (day date, payment_id varchar, order_id bigint, amount decimal(18, 2), method varchar)
  partitioned by (day);

merge into clean.payments as t
using (
  select distinct on (payment_id) getvariable('day') as day, payment_id, order_id, amount, lower(method) as method
  from read_json('data/staging/' || getvariable('day') || '/payments.jsonl',
    format = 'newline_delimited', ignore_errors = true,
    columns = {payment_id: 'varchar', order_id: 'bigint', amount: 'decimal(18, 2)', method: 'varchar'})
  where payment_id is not null and amount is not null
  order by payment_id, amount, method
) as s
on t.day = s.day and t.payment_id = s.payment_id
when matched and (t.order_id, t.amount, t.method) is distinct from (s.order_id, s.amount, s.method) then update set *
when not matched then insert *
when not matched by source and t.day = getvariable('day') then delete;
