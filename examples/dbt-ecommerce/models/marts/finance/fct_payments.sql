-- The ledger grows: the last 30 days are read again, since refunds and fees arrive late. Should older
-- ones arrive, payments_match_the_balance fails, and --full-refresh puts it right.
{{ config(materialized='incremental', unique_key='payment_id', on_schema_change='fail') }}

select
  payment_id,
  payment_type,
  charge_id,
  order_id,
  cast(amount as decimal(18, 2)) as amount,
  cast(fee as decimal(18, 2)) as fee,
  created_at as paid_at
from {{ ref('int_payments_unioned') }}
{% if is_incremental() %}
where created_at >= (select max(paid_at) - interval 30 day from {{ this }})
{% endif %}
