select * from {{ ref('m', v=1) }} union all select id from {{ ref('m') }}
