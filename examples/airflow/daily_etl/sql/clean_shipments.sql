-- Shipments by the day the carrier took them.
create schema if not exists clean;
create table if not exists clean.shipments
  (day date, order_id bigint, carrier varchar, shipped_at timestamptz)
  partitioned by (day);

merge into clean.shipments as t
using (
  select getvariable('day') as day, order_id, carrier, shipped_at
  from read_json('data/staging/' || getvariable('day') || '/shipments.jsonl',
    format = 'newline_delimited',
    columns = {order_id: 'bigint', carrier: 'varchar', shipped_at: 'timestamptz'})
  where order_id is not null
  qualify row_number() over (partition by order_id order by shipped_at, carrier) = 1
) as s
on t.day = s.day and t.order_id = s.order_id
when matched and (t.carrier, t.shipped_at) is distinct from (s.carrier, s.shipped_at) then update set *
when not matched then insert *
when not matched by source and t.day = getvariable('day') then delete;
