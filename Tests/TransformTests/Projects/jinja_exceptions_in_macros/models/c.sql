{% if execute %}select {{ check(4) }} as v{% else %}select 1 as v{% endif %}
