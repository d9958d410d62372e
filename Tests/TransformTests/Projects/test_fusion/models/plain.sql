select id, state, parent, amount, note from {{ ref('raw') }} where id > 0
