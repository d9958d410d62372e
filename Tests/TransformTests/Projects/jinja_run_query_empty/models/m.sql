{% set t = run_query("select 1 as i where false") %}
select {% if execute %} '{{ t.rows | length }}' as a, '{{ t.column_names | join }}' as c, '{{ t.columns[0].values() | list }}' as v {% else %} 1 as a {% endif %}
