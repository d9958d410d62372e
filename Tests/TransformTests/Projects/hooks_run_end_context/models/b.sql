{{ config(schema='x') }} select 2 as id
