select {{ dbt.dateadd('day', 1, "date '2024-01-01'") }} as d
