{% set ns = namespace(n=0, found=none) %}{% set plain = 0 %}{% for i in [3, 5, 7] %}{% set plain = i %}{% set ns.n = ns.n + i %}{% if i == 5 %}{% set ns.found = loop.index %}{% endif %}{% endfor %}
{% if true %}{% set inner = 'seen' %}{% endif %}
{% set block %}a{{ ns.n }}b{% endset %}
select {{ ns.n }} as n, {{ ns.found }} as f, {{ plain }} as p, '{{ inner }}' as i, '{{ block | trim }}' as b, '{{ block | length }}' as l
