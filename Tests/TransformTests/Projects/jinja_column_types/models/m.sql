-- depends_on: {{ ref('raw') }}
{% if execute %}
select {% for c in adapter.get_columns_in_relation(ref('raw')) %}'{{ c.column }}|{{ c.dtype }}|{{ c.data_type }}|{{ c.is_numeric() }}|{{ c.is_number() }}|{{ c.is_integer() }}|{{ c.is_float() }}|{{ c.is_string() }}' as {{ c.name }}{{ ',' if not loop.last }}{% endfor %}
{% else %} select 1 as a {% endif %}
