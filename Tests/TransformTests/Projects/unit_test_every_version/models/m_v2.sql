select id as n, 'x' as extra from {{ ref('a') }}
