{{ config(materialized='incremental', unique_key=['a', 'b'], incremental_strategy='merge') }} select * from {{ ref('raw') }}
