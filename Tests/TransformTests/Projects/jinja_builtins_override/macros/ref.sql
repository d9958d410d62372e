{% macro ref(model_name) %}{% do return(builtins.ref(model_name).include(database=false)) %}{% endmacro %}
{% macro source(a, b) %}{{ return(builtins.source(a, b).include(database=false, schema=false)) }}{% endmacro %}
