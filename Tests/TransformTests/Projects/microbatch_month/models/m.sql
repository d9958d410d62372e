{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='ts', batch_size='month', begin='2024-01-01') }} select id, ts from {{ ref('src') }}
