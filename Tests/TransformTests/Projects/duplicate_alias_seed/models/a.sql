{{ config(alias='r') }} select 1 as id
