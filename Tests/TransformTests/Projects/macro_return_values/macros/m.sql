{% macro names() %}{{ return(['p', 'q']) }}{% endmacro %}{% macro table_of() %}{% do return({'a': 1, 'b': 2}) %}{% endmacro %}
