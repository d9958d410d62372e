{{ config(materialized='ephemeral') }} with x as (select * from {{ ref('a') }}) select * from x
