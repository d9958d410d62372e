{# The newest value is at most so many days older than today. #}
{% test recent(model, column_name, days) %}
select max({{ column_name }}) as newest
from {{ model }}
having max({{ column_name }}) is null
  or cast(max({{ column_name }}) as date) < date '{{ var("today") }}' - {{ days }}
{% endtest %}
