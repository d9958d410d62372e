{% for i in range(200) %}select {{ i }} as id{% if not loop.last %} union all {% endif %}{% endfor %}
