select * from {{ ref('e') }} where id > 5
