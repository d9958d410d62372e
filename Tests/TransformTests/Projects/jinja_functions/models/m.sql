{% set d = fromjson('{"a": [1, 2], "b": null}') %}
{% set y = fromyaml('k: [x, y]') %}
select '{{ tojson(d) }}' as j, '{{ y.k | join("") }}' as y, {{ d.a | sum }} as s,
 $${{ zip([1,2],['a','b']) | list }}$$ as z, '{{ set([1,1,2]) | list | length }}' as st,
 '{{ local_md5("x") }}' as h, '{{ modules.re.sub("a+", "b", "caat") }}' as re,
 '{{ modules.datetime.date(2024, 2, 29) + modules.datetime.timedelta(days=1) }}' as dt,
 '{{ modules.datetime.datetime(2024,1,2).strftime("%Y/%m") }}' as f,
 '{{ modules.itertools.product([1,2],[3]) | list }}' as it,
 '{{ toyaml({"a": 1, "b": [1, 2]}) | replace("
", ";") }}' as ty,
 '{{ project_name }}' as pn, '{{ dbt_version[:2] }}' as v
