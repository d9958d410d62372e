select '{{ var("shared") }}' as a, '{{ var("scoped") }}' as b, '{{ var("only") }}' as c, '{{ var("deeper") }}' as d, '{{ var("mine", "unseen") }}' as e
