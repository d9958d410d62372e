{% materialization twice, adapter='duckdb' %}
{% set t = this.incorporate(type='table') %}
{% call statement('main') %} create or replace table {{ t }} as select * from ({{ sql }}) union all select * from ({{ sql }}) {% endcall %}
{{ return({'relations': [t]}) }}
{% endmaterialization %}
