select {{ star(ref('a'), except=['N']) }} from {{ ref('a') }}
