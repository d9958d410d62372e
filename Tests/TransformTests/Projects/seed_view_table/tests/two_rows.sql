select * from {{ ref('t') }} where n <> 2
