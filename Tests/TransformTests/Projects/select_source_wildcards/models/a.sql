select * from {{ source('ext', 'r1') }}
