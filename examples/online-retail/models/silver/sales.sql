-- What was sold: lines of invoices that are not cancellations.
select * from {{ ref('lines') }} where invoice not like 'C%'
