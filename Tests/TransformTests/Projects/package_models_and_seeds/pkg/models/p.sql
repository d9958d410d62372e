select * from {{ ref('ps') }}
