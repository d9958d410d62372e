{{ config(materialized='table', pre_hook="insert into {{ target.schema }}.log select 4, 'code'") }} select 1 as id
