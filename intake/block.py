"""The base of every block of fields in an agreement file."""

from pydantic import BaseModel, ConfigDict


class Block(BaseModel):
    """Fields that belong together; any other is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False, validate_default=False)
