{% snapshot one %}{{ config(unique_key='id', strategy='check', check_cols=['name']) }} select * from {{ ref('raw') }} where id = 1{% endsnapshot %}
{% snapshot two %}{{ config(unique_key='id', strategy='check', check_cols='all', target_schema='other') }} select * from {{ ref('raw') }} where id = {{ var('which', 2) }}{% endsnapshot %}
