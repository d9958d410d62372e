{% snapshot block %} select * from {{ ref('r') }}{% endsnapshot %}
