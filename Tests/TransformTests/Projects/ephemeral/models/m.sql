with x as (select * from {{ ref('e') }}) select * from x
