select 1 as id, 2 as raw_id union all select 2, 9
