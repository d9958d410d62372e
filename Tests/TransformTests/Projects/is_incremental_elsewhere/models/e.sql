{{ config(materialized='ephemeral') }} select '{{ is_incremental() }}' as a
