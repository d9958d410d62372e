select {{ pick(1) }} as x, {{ pick(1, c=4) }} as y, {{ pick(b=5, a=6) }} as z, '{{ all(1, 2, k=3) }}' as w
