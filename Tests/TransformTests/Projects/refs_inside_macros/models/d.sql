select '{{ from_source() }}' as s
