select {{ f() }} as x
