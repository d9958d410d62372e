{{ config(materialized='table') }} select 'x' as id, 'x' as name
