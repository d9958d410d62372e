select * from {{ ref('raw') }} where id > 3
