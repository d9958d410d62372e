{% set d = {'b': 1, 'a': [true, none, 1.5, 'é"x'], 'c': {'z': 1}} %}
select $${{ tojson(d) }}$$ as f, $${{ tojson(d, sort_keys=true) }}$$ as s, $${{ d | tojson }}$$ as filter,
 $${{ fromjson('{"k": [1, 2.0, null]}') }}$$ as j, $${{ fromjson('{', 'dflt') }}$$ as fj, $${{ toyaml(d) | replace('\n', ';') }}$$ as y, $${{ fromyaml('a: [1, x]\nb: true') }}$$ as fy, $${{ fromyaml('{', 'dflt') }}$$ as by
