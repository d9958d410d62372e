-- a comment
with x as (select * from {{ ref('e2') }}) select * from x