{{ config(materialized='table') }} select * from {{ ref('src').render() }}
