{# select {{ ref('gone') }} #}
-- {% raw %}{{ not_jinja }}{% endraw %}
select '{{ "{{" }}' as a, {%- if true -%} 1 {%- endif %} as b
