{{ config(materialized='table') }} select id as id from {{ ref('raw') }} where id < 5
