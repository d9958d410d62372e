select $${{ fromjson('not json', 'dflt') }}$$ as a, $${{ fromjson("{'a': 1}", 'single quotes') }}$$ as b, $${{ fromjson('a: 1', 'yaml') }}$$ as c, $${{ fromjson('not json') }}$$ as d
