select '{{ nothing_here }}' as a, '{{ nothing_here is defined }}' as b, '{{ nothing_here | default("d") }}' as c, '{{ [1][5] }}' as d, '{{ {"a": 1}.zz }}' as e
