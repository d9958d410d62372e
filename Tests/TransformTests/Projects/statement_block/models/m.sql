{%- call statement('s', fetch_result=True) -%} select count(*) as n, 'x' as x from {{ ref('raw') }} {%- endcall -%}
{%- set r = load_result('s') -%}
select {{ r['data'][0][0] if r else 0 }} as n, '{{ r.table.column_names | join('-') if r else '' }}' as c
