select count(*) as n from {{ ref('m') }} having count(*) > 1
