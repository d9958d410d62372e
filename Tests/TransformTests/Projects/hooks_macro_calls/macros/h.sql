{% macro note(text) %}insert into {{ target.schema }}.log select '{{ text }} {{ this.identifier }} {{ model.unique_id }}'{% endmacro %}
{% macro begin() %}create table if not exists {{ target.schema }}.log (line varchar){% endmacro %}
{% macro nothing() %}{% endmacro %}
