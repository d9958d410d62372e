select id, name from {{ ref('sn') }}
