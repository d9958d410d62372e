{# One row for each key, with where it is and whether its columns agree. #}
{% macro compare_rows(old, new, key, columns) -%}
select
  coalesce(old.{{ key }}, new.{{ key }}) as {{ key }},
  case
    when new.{{ key }} is null then 'only in old'
    when old.{{ key }} is null then 'only in new'
    {%- for column in columns %}
    when old.{{ column }} is distinct from new.{{ column }} then 'different'
    {%- endfor %}
    else 'same'
  end as verdict
from {{ old }} as old
full join {{ new }} as new on new.{{ key }} = old.{{ key }}
{%- endmacro %}

{# One row for each verdict. #}
{% macro compare_by_key(old, new, key, columns) -%}
select verdict, count(*) as row_count
from ({{ compare_rows(old, new, key, columns) }}) as compared
group by verdict
order by verdict
{%- endmacro %}

{# One row for each column, over the keys that both have. #}
{% macro compare_by_column(old, new, key, columns) -%}
{%- for column in columns %}
select
  '{{ column }}' as column_name,
  count(*) filter (where old.{{ column }} is not distinct from new.{{ column }}) as same,
  count(*) filter (where old.{{ column }} is distinct from new.{{ column }}) as different
from {{ old }} as old
join {{ new }} as new on new.{{ key }} = old.{{ key }}
{{ 'union all' if not loop.last }}
{%- endfor %}
{%- endmacro %}

{# millrace dbt run-operation compare --args '{old: …, new: …, key: …}' #}
{% macro compare(old, new, key) %}
  {% set old_relation = ref(old) %}
  {% set new_relation = ref(new) %}
  {% set old_columns = adapter.get_columns_in_relation(old_relation) | map(attribute='name') | list %}
  {% set new_columns = adapter.get_columns_in_relation(new_relation) | map(attribute='name') | list %}
  {% set shared = [] %}
  {% for name in old_columns if name in new_columns and name != key %}
    {% do shared.append(name) %}
  {% endfor %}
  {% do print(old ~ ' and ' ~ new ~ ', by ' ~ key) %}
  {% for name in old_columns if name not in new_columns %}
    {% do print('  column only in old: ' ~ name) %}
  {% endfor %}
  {% for name in new_columns if name not in old_columns %}
    {% do print('  column only in new: ' ~ name) %}
  {% endfor %}
  {% set differences = [] %}
  {% for row in run_query(compare_by_key(old_relation, new_relation, key, shared)) %}
    {% do print('  rows ' ~ row['verdict'] ~ ': ' ~ row['row_count']) %}
    {% if row['verdict'] != 'same' %}{% do differences.append(row['verdict']) %}{% endif %}
  {% endfor %}
  {% for row in run_query(compare_by_column(old_relation, new_relation, key, shared)) %}
    {% do print('  column ' ~ row['column_name'] ~ ': ' ~ row['same'] ~ ' same, '
      ~ row['different'] ~ ' different') %}
  {% endfor %}
  {% if differences %}
    {% do exceptions.raise_compiler_error(old ~ ' and ' ~ new ~ ' differ: ' ~ differences | join(', ')) %}
  {% endif %}
{% endmacro %}
