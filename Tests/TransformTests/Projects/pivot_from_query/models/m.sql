{% set kinds = run_query("select distinct kind from " ~ ref('r') ~ " order by 1").columns[0].values() if execute else [] %}
select {% for k in kinds %}sum(case when kind = '{{ k | replace("'", "''") }}' then n end) as "{{ k }}"{{ ',' if not loop.last }}{% endfor %}{{ '1' if not kinds }} from {{ ref('r') }}
