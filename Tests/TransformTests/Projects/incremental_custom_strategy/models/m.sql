{{ config(materialized='incremental', incremental_strategy='newest') }} select * from {{ ref('raw') }}
