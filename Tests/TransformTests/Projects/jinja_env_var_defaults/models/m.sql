{{ config(tags=env_var('NOT_THERE', 'tag')) }}
select {{ env_var('NOT_THERE', '3') | int + 1 }} as n, '{{ env_var("NOT_THERE", 5) }}' as m, '{{ env_var("NOT_THERE", "") }}' as e
