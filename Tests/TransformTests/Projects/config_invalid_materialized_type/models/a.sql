{{ config(materialized=[1]) }} select 1 as id
