{% set t = run_query("select 1.50 as d, 1e10::double as f") %}
select {% if execute %}$${{ t.rows[0].values() }}$$ as v, '{{ t.rows[0].d * 2 }}' as w{% else %}1 as v{% endif %}
