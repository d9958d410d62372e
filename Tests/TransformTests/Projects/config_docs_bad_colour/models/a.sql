{{ config(docs={'node_color': 'not a colour!'}) }} select 1 as id
