{% if execute %}{{ exceptions.raise_not_implemented('no such thing') }}{% endif %} select 1 as v
