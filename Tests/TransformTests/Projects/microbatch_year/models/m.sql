{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='ts', batch_size='year', begin='2021-01-01') }} select * from {{ ref('src') }}
