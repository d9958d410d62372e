select r.id from {{ ref('r') }} r join {{ ref('sn') }} s using (id)
