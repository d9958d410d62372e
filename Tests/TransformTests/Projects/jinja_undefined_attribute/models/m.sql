select '{{ nothing_here.attribute }}' as a
