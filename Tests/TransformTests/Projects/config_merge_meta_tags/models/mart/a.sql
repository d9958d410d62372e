{{ config(tags='own', meta={'mine': true}) }} select 1 as id
