{# The key of a version: a hash of whose it is and when it begins, so that it is the same whenever,
   and however often, the version is built. #}
{% macro customer_key(customer_id, valid_from) -%}
  md5(cast({{ customer_id }} as varchar) || '|' || strftime({{ valid_from }}, '%Y-%m-%d'))
{%- endmacro %}
