{#
  How much of an order a touch is given credit for. The touches of an order are numbered by
  touch_number from 1 to touches; their weights add up to 1.
#}
{% macro attribution_weight(model) -%}
  {%- if model == 'first_touch' -%}
  cast(case when touch_number = 1 then 1 else 0 end as decimal(18, 8))
  {%- elif model == 'last_touch' -%}
  cast(case when touch_number = touches then 1 else 0 end as decimal(18, 8))
  {%- elif model == 'linear' -%}
  cast(1.0 / touches as decimal(18, 8))
  {%- else -%}
  {{ exceptions.raise_compiler_error("There is no attribution model " ~ model) }}
  {%- endif -%}
{%- endmacro %}
