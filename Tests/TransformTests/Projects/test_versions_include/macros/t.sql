{% test one_row(model) %}select count(*) as c from {{ model }} having count(*) <> 1{% endtest %}
