{% test expression(model, expression) %}
select 1 from {{ model }} where not({{ expression }})
{% endtest %}
{% test together(model, columns) %}
with errors as (select {{ columns | join(', ') }} from {{ model }} group by 1, 2 having count(*) > 1)
select * from errors
{% endtest %}
