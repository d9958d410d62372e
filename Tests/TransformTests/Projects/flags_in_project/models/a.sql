select '{{ flags.FAIL_FAST }}' as f, '{{ flags.WARN_ERROR }}' as w, '{{ flags.STORE_FAILURES }}' as s
