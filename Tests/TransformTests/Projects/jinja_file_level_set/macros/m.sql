{% set outside = 5 %}
{% macro reads() %}[{{ outside }}]{% endmacro %}
{% macro sets() %}{% set inner = 9 %}{{ inner }}{% endmacro %}
