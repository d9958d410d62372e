{{ config(materialized='incremental') }} {% if is_incremental() %}select 2 as a{% else %}select 1 as a, 'x' as b{% endif %}
