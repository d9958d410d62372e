select {{ dbt.dateadd('day', 1, "date '2024-01-31'") }} as da, {{ dbt.datediff("date '2024-01-01'", "date '2024-03-01'", 'month') }} as dd,
 {{ dbt.date_trunc('month', "date '2024-02-03'") }} as dt, {{ dbt.last_day("date '2024-02-03'", 'month') }} as ld,
 {{ dbt.concat(["'a'", "'b'"]) }} as c, {{ dbt.hash("'x'") }} as h, {{ dbt.length("'abc'") }} as l,
 {{ dbt.replace("'abc'", "'b'", "'x'") }} as r, {{ dbt.right("'abc'", 2) }} as ri, {{ dbt.split_part("'a,b'", "','", 2) }} as sp,
 {{ dbt.position("'b'", "'abc'") }} as p, {{ dbt.safe_cast("'x'", api.Column.translate_type('integer')) }} as sc,
 {{ dbt.cast("'5'", dbt.type_int()) }} as ca, {{ dbt.string_literal("it") }} as sl, {{ dbt.escape_single_quotes("it's") | length }} as es,
 {{ dbt.type_string() }} '1' as ts, {{ dbt.cast_bool_to_text("true") }} as cb, {{ dbt.any_value("5") }} as av, {{ dbt.bool_or("true") }} as bo,
 {{ dbt.listagg("'x'", "','") }} as la, cast(1 as {{ dbt.type_numeric() }}) as n, cast(1 as {{ dbt.type_float() }}) as f,
 cast(1 as {{ dbt.type_bigint() }}) as b, cast('2024-01-01' as {{ dbt.type_timestamp() }}) as tst, {{ dbt.array_construct(['1','2']) }} as ac
