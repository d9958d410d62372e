{{ config(meta={'code': 1}) }} select 1 as id
