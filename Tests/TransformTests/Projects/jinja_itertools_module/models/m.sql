{% set it = modules.itertools %}
select $${{ it.chain([1], [2, 3]) | list }}$$ as a, $${{ it.combinations([1, 2, 3], 2) | list }}$$ as b, $${{ it.permutations('ab') | list }}$$ as c, $${{ it.product('ab', [1, 2]) | list }}$$ as d, $${{ it.repeat('x', 2) | list }}$$ as h
