{{ config(materialized='incremental', incremental_strategy='absent') }} select * from {{ ref('raw') }}
