{# Each version with the day on which the one after it begins, for the tests of intervals. #}
{% macro with_next_version(model, key, valid_from, valid_to) %}
select
  {{ key }},
  {{ valid_from }},
  {{ valid_to }},
  lead({{ valid_from }}) over (partition by {{ key }} order by {{ valid_from }}) as next_from
from {{ model }}
{% endmacro %}
