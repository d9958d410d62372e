select {{ a() }} as n
