{# Each key has one version that is current, and it is the one that ends last. #}
{% test one_current_version(model, key, is_current, valid_to) %}
select {{ key }}, count(*) filter (where {{ is_current }}) as current_versions
from {{ model }}
group by {{ key }}
having count(*) filter (where {{ is_current }}) <> 1
  or max({{ valid_to }}) <> max({{ valid_to }}) filter (where {{ is_current }})
{% endtest %}
