select * from {{ ref('m') }} union all select * from {{ ref('pkg', 'm') }}
