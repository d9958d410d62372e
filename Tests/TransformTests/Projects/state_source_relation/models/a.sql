select * from {{ source('ext', 'r') }}
