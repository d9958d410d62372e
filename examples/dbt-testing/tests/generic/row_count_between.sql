{% test row_count_between(model, min_rows=0, max_rows=none) %}
select count(*) as row_count
from {{ model }}
having count(*) < {{ min_rows }} {% if max_rows is not none %}or count(*) > {{ max_rows }}{% endif %}
{% endtest %}
