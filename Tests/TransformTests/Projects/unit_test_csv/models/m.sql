select id, v * 2 as w from {{ ref('a') }}
