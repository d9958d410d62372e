{{ config(group='core', access='private') }} select 1 as id
