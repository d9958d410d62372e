{% macro wrap(name, times=2) %}{% for i in range(times) %}select '{{ name }}{{ i }}' as n, {{ caller(i) }} as v{{ ' union all ' if not loop.last }}{% endfor %}{% endmacro %}
{% macro outer() %}({{ caller() }}){% endmacro %}
