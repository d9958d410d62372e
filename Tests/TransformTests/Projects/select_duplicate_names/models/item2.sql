select * from {{ ref('item') }}
