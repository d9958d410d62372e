select id as n from {{ ref('a') }}
