select * from {{ ref('m', v=3) }}
