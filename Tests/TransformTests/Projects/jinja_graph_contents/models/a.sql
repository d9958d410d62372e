{{ config(tags=['x']) }} select * from {{ ref('r') }}
