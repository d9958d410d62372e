{{ config(materialized='view', alias='from_code') }}{{ config(tags=['late']) }} select 1 as id
