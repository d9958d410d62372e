select id, name, id * 2 as w from {{ ref('a') }}
