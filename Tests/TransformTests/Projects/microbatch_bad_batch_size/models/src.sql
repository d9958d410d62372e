{{ config(event_time='at', materialized='table') }} select i as id, timestamp '2024-01-01' + interval (i * 6) hour as at from range(12) r(i)
