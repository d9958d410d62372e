{{ config(enabled=var('wanted', false)) }} select 1 as id
