select * from {{ ref('summer') }}
