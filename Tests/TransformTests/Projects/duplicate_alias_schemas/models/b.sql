{{ config(alias='same', schema='y') }} select 1 as id
