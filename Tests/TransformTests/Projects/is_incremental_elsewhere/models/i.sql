{{ config(materialized='incremental') }} select '{{ is_incremental() }}' as a
