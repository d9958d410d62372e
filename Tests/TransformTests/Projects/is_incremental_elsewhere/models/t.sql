{{ config(materialized='table') }} select '{{ is_incremental() }}' as a
