{% set t = run_query("select date '2024-01-02' as d, timestamp '2024-01-02 03:04:05' as ts") %}
select {% if execute %}'{{ t.rows[0].d.strftime("%Y/%m") }}' as v, '{{ t.rows[0].ts.isoformat() }}' as w, '{{ (t.rows[0].d + modules.datetime.timedelta(days=1)) }}' as x, $${{ t.rows[0].values() }}$$ as y{% else %}1 as v{% endif %}
