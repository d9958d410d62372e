{% macro check(v) %}{% if v > 3 %}{{ exceptions.raise_compiler_error("too big: " ~ v) }}{% elif v > 2 %}{% do exceptions.warn("large: " ~ v) %}{% endif %}{{ return(v) }}{% endmacro %}
