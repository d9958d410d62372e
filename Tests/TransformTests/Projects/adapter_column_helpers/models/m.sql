-- depends_on: {{ ref('a') }} {{ ref('b') }}
{% if execute %}
select '{{ adapter.get_missing_columns(ref("b"), ref("a")) | map(attribute="name") | join(",") }}' as a, '{{ get_columns_in_query("select 1 as x, 2 as y") | join(",") }}' as b, '{{ adapter.get_columns_in_relation(ref("b")) | map(attribute="quoted") | join(",") }}' as c, '{{ dbt.get_quoted_csv(["p", "q"]) }}' as d
{% else %}select 1 as a{% endif %}
