{% if execute %}{{ exceptions.column_type_missing(['x', 'y']) }}{% endif %} select 1 as v
