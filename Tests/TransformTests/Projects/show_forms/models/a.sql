select i as id from range(10) r(i)
