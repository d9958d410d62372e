{# The marketing channel of a source and a medium. #}
{% macro channel_group(source, medium) -%}
  case
    when {{ source }} is null then 'Direct'
    when {{ medium }} = 'organic' then 'Organic search'
    when {{ medium }} = 'cpc' then 'Paid search'
    when {{ medium }} = 'paid_social' then 'Paid social'
    when {{ medium }} = 'email' then 'Email'
    when {{ medium }} = 'referral' then 'Referral'
    else 'Other'
  end
{%- endmacro %}
