{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='id') }}
select 1 as id, {% if is_incremental() %}'later'{% else %}'first'{% endif %} as at
