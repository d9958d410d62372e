{{ config(materialized='incremental', incremental_strategy='delete+insert') }} select * from {{ ref('raw') }}
