select '{{ source("ext", "t") }}' as s
