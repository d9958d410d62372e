select {{ dbt.concat(["'a'", "'b'"]) }} as c
