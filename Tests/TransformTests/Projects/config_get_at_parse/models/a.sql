{{ config(materialized='table', custom='yes') }}
select '{{ config.get("custom") }}' as a, '{{ config.get("custom", default="d") }}' as b, '{{ config.get("other", default="d") }}' as c, '{{ config.get("tags") }}' as d, '{{ config.get("enabled") }}' as e, '{{ config["materialized"] is defined }}' as f
