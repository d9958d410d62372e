select * from {{ source('ext', 'one') }}
