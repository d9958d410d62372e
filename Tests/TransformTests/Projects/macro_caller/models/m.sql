select {% call(n) wrap('x') %}length('{{ n }}'){% endcall %}
