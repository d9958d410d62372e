select id from {{ ref('sn') }}
