{{ config(materialized='incremental', unique_key='id') }}
select id, n from {{ ref('a') }} {% if is_incremental() %} where n > (select max(n) from {{ this }}) {% endif %}
