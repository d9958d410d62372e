{{ config(owner_team='core', limits=[1, 2], nested={'a': true}) }} select '{{ config.get('owner_team') }}' as t, '{{ config.get('nothing', 'fallback') }}' as f
