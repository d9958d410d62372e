{% call statement('rows', fetch_result=true) %}select 1.5 as n, date '2024-01-02' as d{% endcall %}
select {% if execute %}$${{ load_result('rows')['data'] }}$$ as d{% else %}1 as d{% endif %}
