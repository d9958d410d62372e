{{ config(materialized='incremental') }} {% if is_incremental() %}select 'y' as b, 2 as a{% else %}select 1 as a, 'x' as b{% endif %}
