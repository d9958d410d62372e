select {{ check(1) }} as v
