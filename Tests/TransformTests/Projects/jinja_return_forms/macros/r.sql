{% macro number() %}noise{% do return(5) %}more{% endmacro %}
{% macro list() %}{{ return([1, 2]) }}{% endmacro %}
{% macro dict() %}{% set d = {} %}{% do d.update({'k': 'v'}) %}{% do return(d) %}{% endmacro %}
{% macro nothing() %}{% do return(none) %}{% endmacro %}
{% macro text() %}  text {% endmacro %}
{% macro nested() %}{% for i in [1, 2, 3] %}{% if i == 2 %}{% do return(i) %}{% endif %}{% endfor %}{% endmacro %}
