select * from {{ ref('m', v='a') }}
