with recursive t as (select 1 as n union all select n + 1 from t where n < (select top from {{ ref('e') }})) select * from t
