select $${{ dbt_metadata_envs }}$$ as e
