select '{{ ref("a") }}' as r, '{{ this }}' as t, * from {{ ref('a') }}
