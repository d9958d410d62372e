{# No version begins before the one before it has ended, and none ends before it begins. #}
{% test no_overlaps(model, key, valid_from, valid_to) %}
select *
from ({{ with_next_version(model, key, valid_from, valid_to) }})
where next_from < {{ valid_to }} or {{ valid_to }} <= {{ valid_from }}
{% endtest %}
