{{ config(materialized='incremental', unique_key='id', incremental_strategy='delete+insert', incremental_predicates=["n >= 20"]) }} select * from {{ ref('raw') }}
