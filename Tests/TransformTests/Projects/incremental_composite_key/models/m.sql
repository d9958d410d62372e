{{ config(materialized='incremental', unique_key=['a', 'b']) }} select 1 as a, 2 as b, {{ 'cast(20 as integer)' if is_incremental() else 'cast(10 as integer)' }} as v
