select '{{ selected_resources | sort | join(",") }}' as s, {{ selected_resources | length }} as n
