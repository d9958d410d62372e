{%- set x = 1 -%}
select
    {{ x }} as id
    {%- if x == 1 %},
    'one' as name
    {%- endif %}
    {#- comment -#}
    , 3 as n
