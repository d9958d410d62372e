{{ config(materialized='incremental', full_refresh=var('again', none)) }} select '{{ should_full_refresh() }}' as f, '{{ flags.FULL_REFRESH }}' as g
