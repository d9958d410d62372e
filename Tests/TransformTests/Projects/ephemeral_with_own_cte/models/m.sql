with y as (select * from {{ ref('e') }}), z as (select * from {{ ref('f') }}) select * from y union all select * from z union all select * from {{ ref('e') }}
