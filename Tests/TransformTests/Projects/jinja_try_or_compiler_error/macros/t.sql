{% macro try(a) %}{{ return(try_or_compiler_error("could not do it", tojson, a)) }}{% endmacro %}
