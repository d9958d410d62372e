select id from {{ ref('sn') }} union all select id from {{ ref('r') }}
