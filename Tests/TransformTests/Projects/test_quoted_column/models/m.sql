select 1 as "Order Id", null as "Select"
