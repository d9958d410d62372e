{{ config(materialized=var('kind', 'table')) }} select 1 as id
