{{ config(tags=['t1']) }} select 1 as id
