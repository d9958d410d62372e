{% set out = [] %}{% for i in range(5) %}{% if i == 3 %}{% break %}{% endif %}{% do out.append(i) %}{% endfor %}
{% set ns = namespace(t=0) %}{% for i in out %}{% set ns.t = ns.t + i %}{% endfor %}
select {{ ns.t }} as t, '{{ out }}' as o
