{# What a ride costs: a member's first minutes are free, everybody else pays from the first one. #}
{% macro price_cents(minutes, plan, bike_kind) -%}
  (
    case
      when {{ plan }} = 'member'
        then greatest({{ minutes }} - {{ var('free_minutes') }}, 0) * 10
      else 100 + {{ minutes }} * 15
    end
    + case when {{ bike_kind }} = 'electric' then {{ electric_surcharge() }} * {{ minutes }} else 0 end
  )
{%- endmacro %}

{# Cents a minute; a macro of its own, so that a unit test can put another in its place. #}
{% macro electric_surcharge() -%} 5 {%- endmacro %}
