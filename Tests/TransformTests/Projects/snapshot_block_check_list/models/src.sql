{{ config(materialized='table') }} select 1 as id, '{{ var('v', 'a') }}' as x, 1 as y
