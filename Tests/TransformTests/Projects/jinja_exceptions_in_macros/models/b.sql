select {{ check(3) }} as v
