select id % 2 as r from {{ ref('a') }}
