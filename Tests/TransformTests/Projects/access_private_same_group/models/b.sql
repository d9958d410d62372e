{{ config(group='core') }} select * from {{ ref('a') }}
