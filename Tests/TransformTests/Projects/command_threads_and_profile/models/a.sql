select '{{ target.threads }}' as t
