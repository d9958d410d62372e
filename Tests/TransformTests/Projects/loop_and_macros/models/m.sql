{% set names = ['a', 'b'] %}
select {% for n in names %}{{ cents(100) }} as {{ n }}{{ ', ' if not loop.last }}{% endfor %}
