{{ config(materialized='table') }} select 1 as id, timestamp '2024-01-01' as upd {% if not var('gone', false) %}union all select 2, timestamp '2024-01-01'{% endif %}
