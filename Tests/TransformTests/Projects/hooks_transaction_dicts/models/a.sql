{{ config(materialized='table',
  pre_hook=[{'sql': "create table if not exists {{ target.schema }}.log (line varchar)", 'transaction': false}, {'sql': "insert into {{ target.schema }}.log select 'in'", 'transaction': true}],
  post_hook=[{'sql': "insert into {{ target.schema }}.log select 'after'", 'transaction': false}, "insert into {{ target.schema }}.log select 'plain'"]) }} select 1 as id
