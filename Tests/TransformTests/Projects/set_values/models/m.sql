{% set left = set(['b', 'a', 'b']) %}
{% set right = set(('a', 'b')) %}
select
  '{{ left == right }}' as is_same,
  '{{ left | list | sort | join(",") }}' as members,
  '{{ left.union(['c']) | sort | join(",") }}' as joined,
  '{{ left.intersection(['b', 'c']) | list | join(",") }}' as common,
  '{{ (left - set(['a'])) | list | join(",") }}' as rest,
  '{{ left.issubset(['a', 'b', 'c']) }}' as is_part,
  '{{ 'a' in left }}' as has_a,
  {{ left | length }} as size,
  '{{ set(1, 'nothing') }}' as fallback,
  '{{ set([[1]]) is none }}' as unhashable,
  '{{ set([]) | length }}' as empty
