{{ config(materialized='incremental', unique_key='id', incremental_strategy='merge', merge_exclude_columns=['at'], merge_update_columns=['n']) }} select * from {{ ref('raw') }}
