{% set q %}select distinct name from {{ ref('raw') }} where name is not null order by 1{% endset %}
{% if execute %}{% set names = run_query(q).columns[0].values() %}{% else %}{% set names = [] %}{% endif %}
select {% for n in names %} sum(case when name = '{{ n }}' then amount end) as {{ n }}{{ ',' if not loop.last }}{% endfor %}
{% if not names %} 1 as none {% endif %} from {{ ref('raw') }}
