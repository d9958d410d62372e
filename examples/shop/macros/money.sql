{# An amount in cents as one in units of the currency. #}
{% macro from_cents(column) -%}
  cast(cast({{ column }} as decimal(18, 2)) / 100 as decimal(18, 2))
{%- endmacro %}

{# An amount in euros, at the month's rate. #}
{% macro in_euros(amount, rate) -%}
  cast(round({{ amount }} * {{ rate }}, 2) as decimal(18, 2))
{%- endmacro %}
