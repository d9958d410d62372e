{{ config(materialized='table', tags=['one']) }}{{ config(alias='other', tags=['two']) }} select 1 as id
