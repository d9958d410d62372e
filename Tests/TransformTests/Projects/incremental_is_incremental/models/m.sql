{{ config(materialized='incremental') }} select {% if is_incremental() %}(select max(id) from {{ this }}) + 1{% else %}1{% endif %} as id
