{{ config(materialized='table') }} select * from {{ source('ext', 'src') }}
