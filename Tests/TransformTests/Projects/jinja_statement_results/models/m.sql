-- depends_on: {{ ref('raw') }}
{% call statement('rows', fetch_result=true) %}select id, name from {{ ref('raw') }} order by id{% endcall %}
{% set r = load_result('rows') %}
select {% if execute %} $${{ r['data'] }}$$ as d, '{{ r["table"].columns | map(attribute="name") | join(",") }}' as c, '{{ r.table.rows[1]["id"] }}' as i, '{{ load_result("absent") is none }}' as a {% else %} 1 as d {% endif %}
