{% include 'x.sql' %}
