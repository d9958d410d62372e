with y as (select * from {{ ref('b') }}) select * from y, {{ ref('a') }}
