{{ config(materialized='incremental', full_refresh=true) }} select 1 as id
