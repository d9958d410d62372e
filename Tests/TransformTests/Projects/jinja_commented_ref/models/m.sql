-- {{ ref('a') }}
select 2 as id /* {{ ref('a') }} */
