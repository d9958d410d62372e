{% set here = 3 %}
select '{{ reads() }}' as a, {{ sets() }} as b, '{{ inner }}' as c, {{ here }} as d
