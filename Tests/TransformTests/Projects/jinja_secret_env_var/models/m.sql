select '{{ env_var("DBT_ENV_SECRET_KEY", "d") }}' as s
