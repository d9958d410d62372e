{{ config(fail_calc='sum(amount)', error_if='> 100') }} select amount from {{ ref('raw') }}
