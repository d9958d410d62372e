select * from {{ source('ext', 'r2') }}
