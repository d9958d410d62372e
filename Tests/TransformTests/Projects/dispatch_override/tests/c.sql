select * from {{ ref('m') }} where c <> 'overridden'
