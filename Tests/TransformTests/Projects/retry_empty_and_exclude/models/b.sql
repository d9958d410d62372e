select no_such from {{ ref('a') }}
