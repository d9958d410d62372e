select * from {{ ref('été') }}
