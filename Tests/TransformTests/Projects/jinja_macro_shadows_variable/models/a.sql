{% set price = 7 %}select {{ price }} as n, {{ shop.price() }} as m
