select * from {{ ref('a') }} where false
