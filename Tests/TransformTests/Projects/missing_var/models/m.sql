select 1,
  {{ var('n') }} as n
