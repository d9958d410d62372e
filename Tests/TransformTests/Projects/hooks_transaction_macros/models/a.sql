{{ config(materialized='table',
  pre_hook=[before_begin("create table if not exists {{ target.schema }}.log (line varchar)"), in_transaction("insert into {{ target.schema }}.log select 'in'")],
  post_hook=[after_commit("insert into {{ target.schema }}.log select 'after'")]) }} select 1 as id
