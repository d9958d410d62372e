select {{ var('limits')['low'] }} as low, '{{ var('names') | join('-') }}' as names, {{ var('shop_only') }} as own
