select {{ zip_strict(5, [1]) | list | length }} as n
