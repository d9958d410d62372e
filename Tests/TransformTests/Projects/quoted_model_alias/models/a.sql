{{ config(alias='Mixed Case', materialized='table') }} select 1 as id
