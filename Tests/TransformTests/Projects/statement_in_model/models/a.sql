{{ config(materialized='table') }} select 3 as n
