-- What was taken back: lines of invoices whose number begins with C.
select * from {{ ref('lines') }} where invoice like 'C%'
