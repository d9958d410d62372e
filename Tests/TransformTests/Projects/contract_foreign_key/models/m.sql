{{ config(materialized='table') }} select 1 as id, 1 as parent -- {{ ref('p') }}
