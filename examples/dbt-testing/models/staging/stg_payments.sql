select payment_id, ride_id, amount_cents, method, paid_at
from {{ source('raw', 'raw_payments') }}
