-- One row for each customer, tidied; a customer changes only if something of it has.
create schema if not exists clean;
create table if not exists clean.customers
  (customer_id bigint, name varchar, email varchar, country varchar, updated_at timestamptz);

merge into clean.customers as t
using (
  select customer_id, trim(name) as name, lower(trim(email)) as email, upper(trim(country)) as country, updated_at
  from read_csv('data/staging/' || getvariable('day') || '/customers.csv', header = true,
    columns = {customer_id: 'bigint', name: 'varchar', email: 'varchar', country: 'varchar', updated_at: 'timestamptz'})
) as s
on t.customer_id = s.customer_id
when matched and s.updated_at > t.updated_at then update set *
when not matched then insert *;
