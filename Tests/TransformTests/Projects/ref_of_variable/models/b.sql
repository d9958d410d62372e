{% set name = 'a' %}select * from {{ ref(name) }}
