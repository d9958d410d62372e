{% macro many(first, second='s') %}{{ first }}-{{ second }}-{{ varargs | join('+') }}-{{ kwargs.items() | list }}{% endmacro %}
{% macro pass_on() %}{{ return(many(*varargs, **kwargs)) }}{% endmacro %}
