{{ config(on_configuration_change='fail') }} select 1 as id
