select '{{ talk() | trim }}' as x, '{{ log("a", info=True) }}' as y
