select * from {{ ref('nowhere', 'p') }}
