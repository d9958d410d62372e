{{ config(event_time='ts', materialized='table') }} select i as id, timestamp '2024-01-01' + interval (i * 6) hour as ts from range(12) r(i)
