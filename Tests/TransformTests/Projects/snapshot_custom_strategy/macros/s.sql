{% macro snapshot_longer_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) %}
  {% set key = model_config.get('unique_key') %}
  {% do return({'unique_key': key, 'updated_at': 'upd', 'row_changed': 'length(' ~ current_rel ~ '.name) > length(' ~ snapshotted_rel ~ '.name)', 'scd_id': snapshot_hash_arguments([key, 'upd']), 'invalidate_hard_deletes': false, 'hard_deletes': 'ignore'}) %}
{% endmacro %}
