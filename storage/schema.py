"""The schema: every table, and whether a database has them as this version of the code wants them."""

from sqlalchemy import MetaData

from storage import agreement_rows, lead_rows, outbox_rows, outcomes, workspaces  # noqa: F401 - each brings its tables
from storage.base import Row


def metadata() -> MetaData:
    """Every table of every row."""
    return Row.metadata
