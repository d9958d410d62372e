{% set settings = {'materialized': 'table', 'tags': ['x']} %}
{{ config(**settings) }} select 1 as id
