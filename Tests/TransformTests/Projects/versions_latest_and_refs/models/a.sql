select a.id as latest, b.id as one, c.id as two from {{ ref('m') }} a, {{ ref('m', v=1) }} b, {{ ref('shop', 'm', version=2) }} c
