{# The newest row of each key: to be put behind a select. #}
{% macro newest_by(key, order_by) -%}
  qualify row_number() over (partition by {{ key }} order by {{ order_by }}) = 1
{%- endmacro %}
