{% macro pick(a, b=2, c=none) %}{{ a }} + {{ b }}{{ ' + ' ~ c if c is not none }}{% endmacro %}{% macro all() %}{{ varargs | join(',') }}|{{ kwargs.items() | list | length }}{% endmacro %}
