select '{{ var("a", "none") }}' as a, '{{ var("b", "none") }}' as b
