{% macro inner() %}1{% endmacro %}
{% macro outer() %}{{ inner() }}{% endmacro %}
{% test odd(model, column_name) %}select * from {{ model }} where {{ outer() }} = 2{% endtest %}
