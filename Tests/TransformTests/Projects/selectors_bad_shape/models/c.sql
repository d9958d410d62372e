{{ config(tags=['t2']) }} select * from {{ ref('b') }}
