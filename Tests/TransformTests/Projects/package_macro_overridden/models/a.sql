select {{ pkg.greet() }} as g, {{ plain() }} as p, {{ pkg.plain() }} as q, {{ pkg.caller_of_plain() }} as c
