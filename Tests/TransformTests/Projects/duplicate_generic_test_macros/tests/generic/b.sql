{% test odd(model) %}select * from {{ model }} where false{% endtest %}
