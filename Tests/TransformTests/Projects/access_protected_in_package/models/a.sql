select * from {{ ref('pkg', 'p') }}
