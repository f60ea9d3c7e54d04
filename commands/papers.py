"""What doors need of agreement files; the shell hands it in, as no door knows another."""

from datetime import date
from typing import Any, Protocol

from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.drafted import Drafted

Document = dict[str, Any]


class Papers(Protocol):
    """Agreements as the code that reads and writes their files sees them."""

    def check(self, session: Session, workspace_id: int, document: Document, today: date) -> Drafted:
        """The terms that a document means, or all that speaks against it."""

    def document(self, terms: Terms) -> Document:
        """The terms as a document."""

    def yaml(self, terms: Terms) -> str:
        """The terms as a file that loads again."""
