{{ config(grants={'select': 'one', 'insert': ['two', 'three']}) }} select 1 as id
