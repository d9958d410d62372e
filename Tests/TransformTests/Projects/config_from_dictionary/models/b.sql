{{ config(settings if false else {'alias': 'renamed'}) }} select 1 as id
