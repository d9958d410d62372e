{{ config(materialized='incremental') }}
select {{ 'coalesce(max(id), 0) + 1' if is_incremental() else '1' }} as id, '{{ load_relation(this) is none }}' as fresh {% if is_incremental() %} from {{ this }} {% endif %}
