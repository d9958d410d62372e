select * from {{ ref('m') }} where n <> 7
