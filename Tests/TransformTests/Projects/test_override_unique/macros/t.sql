{% test unique(model, column_name) %}select 1 as id where false{% endtest %}
