{{ config(group='nobody') }} select 1 as id
