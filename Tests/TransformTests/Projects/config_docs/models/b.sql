{{ config(docs={'node_color': 'gold', 'show': false}) }} select 1 as id
