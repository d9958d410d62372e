{{ config(materialized='incremental', unique_key='id', sql_header="create or replace temp macro up(x) as x + 1;") }}
with base as (select 1 as id), n as (select up(id) as v from base) select base.id, n.v from base, n
