{% macro talk() %}{% do log('shown', info=true) %}{% do log('hidden') %}{{ print('printed') }}{{ log('inline', true) }}{% endmacro %}
