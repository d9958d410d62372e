{# Each version begins on the day on which the one before it ends. #}
{% test no_gaps(model, key, valid_from, valid_to) %}
select *
from ({{ with_next_version(model, key, valid_from, valid_to) }})
where next_from > {{ valid_to }}
{% endtest %}
