-- A config call in a model wins over dbt_project.yml: this one becomes a table.
{{ config(materialized='table') }}

select id, label
from (values (1, 'first'), (2, 'second'), (3, 'third')) as examples (id, label)
