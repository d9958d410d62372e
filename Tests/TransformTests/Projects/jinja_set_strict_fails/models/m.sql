select {{ set_strict(5) | length }} as n
