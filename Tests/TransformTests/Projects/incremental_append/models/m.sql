{{ config(materialized='incremental', incremental_strategy='append') }}
select 1 as id, {% if is_incremental() %}'later'{% else %}'first'{% endif %} as at
