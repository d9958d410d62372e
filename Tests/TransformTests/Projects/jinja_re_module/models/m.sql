{% set re = modules.re %}
{% set m = re.match('(\\w+)-(?P<n>\\d+)', 'abc-42 rest') %}
select '{{ m.group(1) }}' as a, '{{ m.group(2) }}' as b, $${{ re.findall('[0-9]+', 'a1b22c333') }}$$ as c, '{{ re.sub("(a)(b)", "\\2\\1", "abab") }}' as d, $${{ re.split(',\\s*', 'x, y,z') }}$$ as e,
 '{{ "yes" if re.search("^q", "abc") else "no" }}' as f, '{{ re.escape("a.b") }}' as h, $${{ m.groups() }}$$ as i, '{{ re.fullmatch("a+", "aab") is none }}' as j
