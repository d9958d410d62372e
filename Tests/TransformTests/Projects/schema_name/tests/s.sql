select * from {{ ref('m') }} where s <> 'special'
