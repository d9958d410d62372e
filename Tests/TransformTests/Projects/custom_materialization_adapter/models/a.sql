{{ config(materialized='stamped', pre_hook="create table if not exists {{ target.schema }}.log (l varchar)") }} select 1 as id
