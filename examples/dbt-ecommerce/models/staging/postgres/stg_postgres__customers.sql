select
  id as customer_id,
  lower(trim(email)) as email,
  full_name,
  upper(country) as country_code,
  created_at,
  updated_at
from {{ source('postgres', 'customers') }}
{{ warehouse_utils.newest_by('id', 'updated_at desc') }}
