{{ config(materialized='table', post_hook="insert into {{ this }} select 2") }}select 1 as id
