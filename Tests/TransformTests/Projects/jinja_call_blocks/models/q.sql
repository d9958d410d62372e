select {% call outer() %}1 + {% call outer() %}2{% endcall %}{% endcall %} as v
