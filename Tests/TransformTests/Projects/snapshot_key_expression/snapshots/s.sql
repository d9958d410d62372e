{% snapshot sn %}{{ config(unique_key="id || '-' || name", strategy='timestamp', updated_at='upd', target_schema='snaps') }} select * from {{ ref('raw') }}{% endsnapshot %}
