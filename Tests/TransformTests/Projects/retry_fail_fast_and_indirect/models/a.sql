select no_such
