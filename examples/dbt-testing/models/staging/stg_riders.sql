select rider_id, lower(trim(email)) as email, plan, joined_on
from {{ source('raw', 'raw_riders') }}
