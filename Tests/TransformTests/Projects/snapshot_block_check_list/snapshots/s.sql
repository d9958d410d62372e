{% snapshot snap %}
{{ config(unique_key='id', strategy='check', check_cols=['x'], schema='kept') }}
select * from {{ ref('src') }}
{% endsnapshot %}
