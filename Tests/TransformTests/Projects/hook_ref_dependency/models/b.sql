{{ config(materialized='table', post_hook="insert into {{ this }} select * from {{ ref('z') }}") }} select * from {{ ref('a') }}
