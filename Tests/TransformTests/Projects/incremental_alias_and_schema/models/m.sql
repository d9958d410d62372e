{{ config(materialized='incremental', alias='other', schema='extra', unique_key='id') }} select 1 as id, '{{ this }}' as t, {{ 2 if is_incremental() else 1 }} as n
