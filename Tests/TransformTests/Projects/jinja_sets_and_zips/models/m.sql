select $${{ set([3, 1, 1]) | sort }}$$ as a, $${{ set('x', 'fallback') | list | sort }}$$ as b, $${{ set(5, 'fallback') }}$$ as c, $${{ set(5) }}$$ as d,
 $${{ set_strict([1, 2]) | length }}$$ as e, $${{ zip([1, 2], ['a', 'b', 'c']) | list }}$$ as f, $${{ zip_strict([1], ['a']) | list }}$$ as g
