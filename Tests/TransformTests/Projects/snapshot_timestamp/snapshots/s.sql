{% snapshot snap %}
{{ config(target_schema='snaps', unique_key='id', strategy='timestamp', updated_at='upd') }}
select * from {{ ref('raw') }}
{% endsnapshot %}
