{% test null_share_below(model, column_name, share) %}
select avg(case when {{ column_name }} is null then 1 else 0 end) as null_share
from {{ model }}
having avg(case when {{ column_name }} is null then 1 else 0 end) >= {{ share }}
{% endtest %}
