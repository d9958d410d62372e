select id, coalesce(name, 'none') as name, n, d, b from {{ ref('a') }}
