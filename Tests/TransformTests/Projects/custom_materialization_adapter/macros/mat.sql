{% materialization stamped, adapter='duckdb' %}
  {% set target_relation = this.incorporate(type='table') %}
  {{ run_hooks(pre_hooks) }}
  {% call statement('main') %}create or replace table {{ target_relation }} as select *, 'stamped' as how from ({{ sql }}){% endcall %}
  {{ run_hooks(post_hooks) }}
  {{ adapter.commit() }}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
{% materialization stamped, default %}{{ exceptions.raise_compiler_error('not this') }}{% endmaterialization %}
