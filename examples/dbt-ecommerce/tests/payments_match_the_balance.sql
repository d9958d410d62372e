-- Stripe's balance moved by what the ledger says.
with ledger as (select sum(amount) - sum(fee) as net from {{ ref('fct_payments') }}),

balance as (select sum(net) as net from {{ ref('stg_stripe__balance_transactions') }})

select ledger.net as ledger, balance.net as balance
from ledger
cross join balance
where ledger.net is distinct from balance.net
