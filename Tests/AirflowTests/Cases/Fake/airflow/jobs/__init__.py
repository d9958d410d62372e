"""Part of the package that stands in for Airflow."""
