{{ config(alias='same', schema='x') }} select 1 as id
