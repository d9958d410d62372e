{{ config(materialized='incremental') }} -- depends_on: {{ ref('a') }}
select * from {{ source('raw', 't') }}
