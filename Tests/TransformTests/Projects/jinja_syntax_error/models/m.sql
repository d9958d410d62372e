select 1
{% if x %}
