{{ config(materialized=var('kind', 'table'), tags=[target.name, 'x'], enabled=(target.name == 'dev')) }} select 1 as id
