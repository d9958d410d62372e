{% snapshot sn %}{{ config(unique_key='id', strategy='timestamp', updated_at='upd') }} select * from {{ ref('raw') }} where id > 2{% endsnapshot %}
