select '{{ var("shared") }}' as a, '{{ var("scoped", "unseen") }}' as b, '{{ var("only", "unseen") }}' as c
