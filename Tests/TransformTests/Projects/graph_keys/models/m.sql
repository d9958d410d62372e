select '{{ graph.keys() | sort | join(",") }}' as k
