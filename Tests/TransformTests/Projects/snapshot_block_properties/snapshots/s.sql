{% snapshot sn %}{{ config(unique_key='id', strategy='check', check_cols='all', tags=['code']) }} select * from {{ ref('r') }}{% endsnapshot %}
