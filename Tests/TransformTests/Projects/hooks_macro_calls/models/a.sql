{{ config(materialized='table', pre_hook="{{ note('pre') }}", post_hook=["{{ nothing() }}", "{% if is_incremental() %}{{ note('no') }}{% else %}{{ note('full') }}{% endif %}"]) }} select 1 as id
