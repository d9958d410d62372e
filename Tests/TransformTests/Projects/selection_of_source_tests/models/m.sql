select * from {{ source('ext', 'raw') }}
