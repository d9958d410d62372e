{{ config(materialized='table') }} select 1 as "Order Id"
