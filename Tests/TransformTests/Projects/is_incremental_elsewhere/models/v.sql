select '{{ is_incremental() }}' as a
