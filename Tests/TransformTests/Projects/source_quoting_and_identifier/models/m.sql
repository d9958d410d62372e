select '{{ source("ext", "r") }}' as a, '{{ source("ext", "q") }}' as b, '{{ source("ext", "r").identifier }}' as i
