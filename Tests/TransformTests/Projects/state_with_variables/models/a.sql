select {{ var('x') }} as id
