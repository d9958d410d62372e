-- Every change of a customer that was ever learnt, added to and never changed: what the snapshot
-- saw, and the corrections. `valid_from` says from when it holds, `recorded_at` when it was said,
-- `batch` with which build it came here.
{{ config(materialized='incremental', incremental_strategy='append') }}

with changes as (
  select
    'snapshot' as source,
    dbt_scd_id as change_id,
    customer_id,
    cast(dbt_valid_from as date) as valid_from,
    cast(dbt_valid_from as timestamp) as recorded_at,
    segment,
    address
  from {{ ref('customers_snapshot') }}
  union all
  select
    'correction' as source,
    lpad(cast(correction_id as varchar), 18, '0') as change_id,
    customer_id,
    effective_on as valid_from,
    recorded_at,
    segment,
    address
  from {{ source('crm', 'corrections') }}
)

select
  changes.*,
  {% if is_incremental() %}
  (select coalesce(max(batch), 0) + 1 from {{ this }}) as batch
  {% else %}
  cast(1 as bigint) as batch
  {% endif %}
from changes
{% if is_incremental() %}
-- Not by a watermark: what arrives late is older than the newest.
where not exists (
  select 1 from {{ this }} as known
  where known.change_id = changes.change_id and known.source = changes.source
)
{% endif %}
