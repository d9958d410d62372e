{# Each version begins on the day on which the one before it ends. #}
{% test no_gaps(model, key, valid_from, valid_to) %}
select *
from (
  select
    {{ key }},
    {{ valid_from }},
    {{ valid_to }},
    lead({{ valid_from }}) over (partition by {{ key }} order by {{ valid_from }}) as next_from
  from {{ model }}
)
where next_from > {{ valid_to }}
{% endtest %}
