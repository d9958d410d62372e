select {{ one(1) }} as id
