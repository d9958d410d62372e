{{ config(severity='warn', tags=['sing'], fail_calc='sum(n)') }}
select n from {{ ref('raw') }} where n > 20
