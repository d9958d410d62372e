{% if execute %}{{ exceptions.raise_parsing_error('odd') }}{% endif %} select 1 as v
