select state, count(*) as n, sum(amount) as total, max(note) as note, min(parent) as parent from {{ ref('raw') }} group by state
