{{ config(materialized='incremental', unique_key='id', incremental_strategy='merge', incremental_predicates=["DBT_INTERNAL_DEST.id > 1"]) }} select * from {{ ref('raw') }}
