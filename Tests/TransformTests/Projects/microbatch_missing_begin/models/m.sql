{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='at', batch_size='day') }} select * from {{ ref('src') }}
