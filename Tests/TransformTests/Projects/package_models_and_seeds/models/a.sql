select * from {{ ref('pkg', 'p') }} union all select * from {{ ref('ps') }}
