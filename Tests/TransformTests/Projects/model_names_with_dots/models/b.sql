select * from {{ ref('raw.orders') }}
