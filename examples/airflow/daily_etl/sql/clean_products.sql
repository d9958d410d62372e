-- One row for each product; a product changes only if something of it has.
create schema if not exists clean;
create table if not exists clean.products
  (product_id bigint, title varchar, category varchar, updated_at timestamptz);

merge into clean.products as t
using (
  select product_id, trim(title) as title, coalesce(nullif(trim(category), ''), 'other') as category, updated_at
  from read_csv('data/staging/' || getvariable('day') || '/products.csv', header = true,
    columns = {product_id: 'bigint', title: 'varchar', category: 'varchar', updated_at: 'timestamptz'})
) as s
on t.product_id = s.product_id
when matched and s.updated_at > t.updated_at then update set *
when not matched then insert *;
