{% test row_count(model, at_least) %}select n from (select count(*) as n from {{ model }}) where n < {{ at_least }}{% endtest %}
{% test between(model, column_name, low, high=100) %}select * from {{ model }} where {{ column_name }} not between {{ low }} and {{ high }}{% endtest %}
