{%- call statement('most', fetch_result=True) -%} select max(n) as m from {{ ref('a') }} {%- endcall -%}
{%- if execute -%}{%- set most = load_result('most').table.columns[0].values()[0] -%}{%- else -%}{%- set most = 0 -%}{%- endif -%}
select {{ most }} as most, {{ load_result('most')['data'][0][0] if execute else 0 }} as d
