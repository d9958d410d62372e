{{ config(event_time='ts', materialized='table') }} select 1 as k, timestamp '2020-01-01' as ts
