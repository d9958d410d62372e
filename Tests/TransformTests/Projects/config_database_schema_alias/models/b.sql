{{ config(schema='mart', alias='bb', database='elsewhere') }} select * from {{ ref('a') }}
