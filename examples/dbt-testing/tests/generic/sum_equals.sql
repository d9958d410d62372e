{# The column's sum is that of a column of another table. #}
{% test sum_equals(model, column_name, to, field, tolerance=0) %}
select here.total as total, there.total as total_of_other
from (select coalesce(sum({{ column_name }}), 0) as total from {{ model }}) as here
cross join (select coalesce(sum({{ field }}), 0) as total from {{ to }}) as there
where abs(here.total - there.total) > {{ tolerance }}
{% endtest %}
