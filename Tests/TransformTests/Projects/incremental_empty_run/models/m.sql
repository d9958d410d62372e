{{ config(materialized='incremental', unique_key='id') }} select 1 as id, 'x' as v {% if is_incremental() %}where false{% endif %}
