{% macro level() %}{{ return(1) }}{% endmacro %}
{% macro doubled() %}{{ return(shop.level() * 2) }}{% endmacro %}
