{% materialization view, default %}
  {% set target_relation = this.incorporate(type='table') %}
  {% call statement('main') %}create or replace table {{ target_relation }} as select *, 'mine' as how from ({{ sql }}){% endcall %}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
