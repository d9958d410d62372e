select $${{ many(1) }}$$ as a, $${{ many(1, 2, 3, 4) }}$$ as b, $${{ many(1, k='v', second=5) }}$$ as c, $${{ pass_on('x', 'y', 'z', q=1) }}$$ as d
