{% macro down(n) %}{% if n > 0 %}{{ n }} + {{ down(n - 1) }}{% else %}0{% endif %}{% endmacro %}
