select * from {{ ref('raw') }} where n < 0
