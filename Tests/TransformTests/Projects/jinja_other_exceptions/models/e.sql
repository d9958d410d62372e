{% if execute %}{{ exceptions.relation_wrong_type(this, 'table', model) }}{% endif %} select 1 as v
