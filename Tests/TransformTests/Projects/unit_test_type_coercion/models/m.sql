select id, amount * 2 as amount, made, b from {{ ref('a') }}
