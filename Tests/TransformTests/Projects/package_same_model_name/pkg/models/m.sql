{{ config(schema='vendor') }} select 1 as id
