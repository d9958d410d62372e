{{ config(tags=['t1', 't2'], materialized='table') }} select * from {{ ref('a') }}
