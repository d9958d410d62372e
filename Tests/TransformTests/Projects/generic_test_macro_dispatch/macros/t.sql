{% macro default__test_unique(model, column_name) %}select {{ column_name }} from {{ model }} where 1 = 1{% endmacro %}
