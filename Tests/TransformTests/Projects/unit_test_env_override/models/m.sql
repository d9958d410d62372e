select id, '{{ env_var("SHOP_REGION", "none") }}' as region, {{ var('x') }} as x from {{ ref('a') }}
