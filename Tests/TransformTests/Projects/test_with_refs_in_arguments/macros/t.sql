{% test same_count(model, other, column_name=none) %}select 1 as x where (select count(*) from {{ model }}) <> (select count(*) from {{ other }}){% endtest %}
