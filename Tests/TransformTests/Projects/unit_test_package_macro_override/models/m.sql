select id, {{ dbt.length("'abc'") }} as t, {{ now_text() }} as w from {{ ref('a') }}
