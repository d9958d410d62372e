{% call(k) wrap('x', times=3) %}{{ k * k }}{% endcall %}
