"""What the parent program needs of Airflow, and no more: tests of the protocol run with it."""
import os

__version__ = os.environ.get("FAKE_VERSION", "3.3.2")
