{{ config(event_time='ts', materialized='table') }} select i as id, timestamp '2021-06-15' + interval (i) year as ts from range(4) r(i)
