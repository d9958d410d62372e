select {{ '5' | as_number }} as a, {{ 'true' | as_bool }} as b, '{{ [1, 2] | as_native }}' as c, '{{ 5 | as_text }}' as d
