{{ config(materialized='incremental', on_schema_change='fail') }} {% if is_incremental() %}select 2 as id{% else %}select 1 as id, 'x' as name{% endif %}
