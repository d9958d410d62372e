-- What was read of each source, and what of it was kept.
select 'orders' as source,
  (select count(*) from read_csv('data/staging/' || getvariable('day') || '/orders.csv', header = true, all_varchar = true)) as read,
  (select count(*) from clean.orders where day = getvariable('day')) as kept
union all
select 'payments',
  (select count(*) from read_csv('data/staging/' || getvariable('day') || '/payments.jsonl', columns = {line: 'varchar'},
    header = false, delim = chr(1), quote = '', escape = '')),
  (select count(*) from clean.payments where day = getvariable('day'))
union all
select 'shipments',
  (select count(*) from read_csv('data/staging/' || getvariable('day') || '/shipments.jsonl', columns = {line: 'varchar'},
    header = false, delim = chr(1), quote = '', escape = '')),
  (select count(*) from clean.shipments where day = getvariable('day'))
union all
select 'warehouse.orders', (select count(*) from clean.orders where day = getvariable('day')),
  (select count(*) from warehouse.orders where day = getvariable('day'));
