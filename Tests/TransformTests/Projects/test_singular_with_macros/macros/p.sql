{% macro positive(relation, column) %}select * from {{ relation }} where {{ column }} <= 0{% endmacro %}
