select * from {{ ref('a') }} a join {{ ref('c') }} c using (id) where false
