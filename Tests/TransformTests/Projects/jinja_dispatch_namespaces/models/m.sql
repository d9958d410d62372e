select {{ hello() }} as a, {{ other() }} as b, {{ shop.hello() }} as c
