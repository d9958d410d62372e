select {{ pkg.greet() }} as g
