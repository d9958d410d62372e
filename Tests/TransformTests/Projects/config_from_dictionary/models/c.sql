{% if var('heavy', true) %}{{ config(materialized='table') }}{% else %}{{ config(materialized='view') }}{% endif %} select 1 as id
