{{ config(materialized='table') }} select [1, 2] as list, {'a': 1, 'b': 'x'} as st, 1.25::decimal(10, 2) as d
