select id * {{ factor() }} + {{ var('add', 1) }} as w from {{ ref('a') }}
