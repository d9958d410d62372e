{% for n in ['a', 'b'] %}select * from {{ ref(n) }}{{ ' union all ' if not loop.last }}{% endfor %}
