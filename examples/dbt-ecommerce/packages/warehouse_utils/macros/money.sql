{# An amount in cents as one in units of the currency. #}
{% macro from_cents(column) -%}
  cast(cast({{ column }} as decimal(18, 2)) / 100 as decimal(18, 2))
{%- endmacro %}

{# Seconds since 1970 as a timestamp in UTC. #}
{% macro from_epoch(column) -%}
  cast(to_timestamp({{ column }}) at time zone 'UTC' as timestamp)
{%- endmacro %}
