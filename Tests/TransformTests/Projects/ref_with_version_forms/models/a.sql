select '{{ ref("m", version=1) }}' as a, '{{ ref("m", v="2") }}' as b, '{{ ref("shop", "m", v=2) }}' as c, '{{ ref("m", v=var("which", 1)) }}' as d
