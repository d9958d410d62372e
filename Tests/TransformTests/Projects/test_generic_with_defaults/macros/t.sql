{% test at_least(model, column_name, low=15, strict=false) %}
{{ config(severity='warn', tags=['low']) }}
select * from {{ model }} where {{ column_name }} {{ '<=' if strict else '<' }} {{ low }}
{% endtest %}
