select '{{ try([1]) }}' as a
