select {% for n in names() %}'{{ n }}' as {{ n }},{% endfor %} {{ table_of()['b'] }} as b
