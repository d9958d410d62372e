select {{ down(5) }} as n
