{{ config(enabled=var('active', false)) }} select 2 as id
