-- One row for each customer, as last exported.
with newest as (
  select *
  from {{ source('bronze', 'customers') }}
  qualify row_number() over (
    partition by customer_id order by updated_at desc, email, first_name, country
  ) = 1
)

select
  newest.customer_id,
  lower(trim(newest.email)) as email,
  trim(newest.first_name) as first_name,
  trim(newest.last_name) as last_name,
  countries.country_code,
  countries.country,
  newest.marketing_consent,
  newest.created_at
from newest
left join {{ ref('countries') }} as countries
  on lower(trim(newest.country)) = countries.spelling
