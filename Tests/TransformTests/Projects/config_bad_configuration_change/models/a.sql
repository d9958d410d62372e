{{ config(on_configuration_change='sometimes') }} select 1 as id
