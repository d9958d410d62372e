-- What ref names is built before this.
select id, label
from {{ ref('my_first_dbt_model') }}
where id < 3
