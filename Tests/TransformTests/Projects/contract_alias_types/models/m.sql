{{ config(materialized='table') }} select 1 as id, 'x' as name, 1.5::double as n, true as b, timestamp '2024-01-01' as t, 1::bigint as big
