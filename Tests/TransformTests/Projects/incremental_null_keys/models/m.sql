{{ config(materialized='incremental', unique_key='k', incremental_strategy='merge') }} select nullif(id, 1) as k, name from {{ ref('raw') }}
