{# No version begins before the one before it has ended, and none ends before it begins. #}
{% test no_overlaps(model, key, valid_from, valid_to) %}
select *
from (
  select
    {{ key }},
    {{ valid_from }},
    {{ valid_to }},
    lead({{ valid_from }}) over (partition by {{ key }} order by {{ valid_from }}) as next_from
  from {{ model }}
)
where next_from < {{ valid_to }} or {{ valid_to }} <= {{ valid_from }}
{% endtest %}
