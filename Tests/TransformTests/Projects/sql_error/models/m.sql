select id from missing_table
