{% macro standard() %}{{ config(materialized='table', tags=['std']) }}{% endmacro %}
{% macro by_name(name) %}{% if name == 'big' %}{{ config(schema='big') }}{% endif %}{% endmacro %}
