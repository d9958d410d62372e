{% if execute %}{{ exceptions.missing_relation('here', model) }}{% endif %} select 1 as v
