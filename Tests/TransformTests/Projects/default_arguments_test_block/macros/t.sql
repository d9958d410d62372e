{% test rows(model, at_least=1, at_most=none) %}
select count(*) as n from {{ model }} having count(*) < {{ at_least }}{% if at_most is not none %} or count(*) > {{ at_most }}{% endif %}
{% endtest %}
