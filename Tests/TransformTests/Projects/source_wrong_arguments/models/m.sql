select * from {{ source('ext') }}
