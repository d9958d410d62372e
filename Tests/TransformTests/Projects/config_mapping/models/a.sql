{{ config({'materialized': 'table', 'tags': ['x', 'y']}) }} select 1 as id
