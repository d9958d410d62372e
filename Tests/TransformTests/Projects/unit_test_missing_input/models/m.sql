select a.id from {{ ref('a') }} a join {{ ref('b') }} b using (id)
