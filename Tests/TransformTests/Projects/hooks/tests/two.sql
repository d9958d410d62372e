select count(*) from {{ ref('m') }} having count(*) <> 2
