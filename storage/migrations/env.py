"""Runs the migrations on the connection that `storage.schema` brings."""

from typing import cast

from alembic import context
from sqlalchemy import Connection

from storage import schema


def run(connection: Connection) -> None:
    """Migrate on this connection, within its transaction."""
    context.configure(
        connection=connection,
        target_metadata=schema.metadata(),
        user_module_prefix="base.",
    )
    context.run_migrations()


run(cast(Connection, context.config.attributes["connection"]))
