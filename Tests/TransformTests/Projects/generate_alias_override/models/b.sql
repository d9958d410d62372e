{{ config(alias='kept') }} select 1 as id
