select * from {{ ref('r') }}
