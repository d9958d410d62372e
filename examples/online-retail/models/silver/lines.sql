-- Every line of every invoice once, under plain names. Lines that are exactly alike are one line
-- that was exported twice.
{{ config(materialized='ephemeral') }}

select distinct
  InvoiceNo as invoice,
  StockCode as stock_code,
  trim(Description) as description,
  Quantity as quantity,
  InvoiceDate as invoiced_at,
  cast(InvoiceDate as date) as invoiced_on,
  cast(UnitPrice as decimal(18, 4)) as unit_price,
  nullif(replace(CustomerID, '.0', ''), '') as customer_id,
  Country as country,
  cast(Quantity * cast(UnitPrice as decimal(18, 4)) as decimal(18, 4)) as amount
from {{ source('bronze', 'invoice_lines') }}
