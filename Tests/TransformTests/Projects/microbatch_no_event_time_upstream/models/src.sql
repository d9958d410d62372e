{{ config(materialized='table') }} select i as id, timestamp '2024-01-01' + interval (i * 12) hour as at from range(4) r(i)
