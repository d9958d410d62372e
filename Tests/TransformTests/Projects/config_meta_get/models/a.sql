{{ config(materialized='table', meta={'owner': 'me', 'n': 3}) }}
select '{{ config.get('meta').owner }}' as o, '{{ config.get('materialized') }}' as m, '{{ config.get('absent', 'fallback') }}' as f,
 '{{ config.require('meta').n }}' as n, '{{ config.get('absent') }}' as none_text, '{{ config.meta_get('owner') }}' as mg, '{{ config.meta_get('zz', 'd') }}' as md
