{% test small(model, column_name, top=5) %}select * from {{ model }} where {{ column_name }} > {{ top }}{% endtest %}
