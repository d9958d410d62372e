{{ config(materialized='table') }} select 1 as id, 'x' as "Name", 2 as n
