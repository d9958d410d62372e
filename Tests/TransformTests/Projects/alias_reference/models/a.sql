{{ config(alias='renamed') }} select 1 as id
