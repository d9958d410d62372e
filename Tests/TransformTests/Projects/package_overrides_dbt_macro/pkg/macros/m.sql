{% macro default__dateadd(datepart, interval, from_date_or_timestamp) %}'pkg dateadd'{% endmacro %}
{% macro duckdb__dateadd(datepart, interval, from_date_or_timestamp) %}'pkg duck dateadd'{% endmacro %}
