select '{{ ref("a") }}' as r, '{{ source("ext", "t") }}' as s
