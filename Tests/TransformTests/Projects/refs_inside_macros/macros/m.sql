{% macro from_a() %}select * from {{ ref('a') }}{% endmacro %}
{% macro all_of(relations) %}{% for r in relations %}select '{{ r.identifier }}' as name, * from {{ r }}{{ ' union all ' if not loop.last }}{% endfor %}{% endmacro %}
{% macro from_source() %}{{ return(source('ext', 'raw')) }}{% endmacro %}
