{{ config(event_time='ts', materialized='table') }} select i as id, timestamp '2024-01-15' + interval (i) month as ts from range(5) r(i)
