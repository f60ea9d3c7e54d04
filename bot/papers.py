"""Agreements as files, for doors: loaded when first asked for, so that a bot at rest carries none of it."""

from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from sla.agreement import Terms
from sla.drafted import Drafted
from storage import people

Document = dict[str, Any]


class AgreementPapers:
    """Checks drafts against the workspace's directory, and writes terms down."""

    def check(self, session: Session, workspace_id: int, document: Document, today: date) -> Drafted:
        """The terms that a document means, or all that speaks against it."""
        from intake import agreement_drafts  # noqa: PLC0415 - a bot that nobody sets anything up in needs none of it
        from intake.directory import Directory  # noqa: PLC0415 - the same

        def person(written: str) -> str | None:
            found = people.find(session, workspace_id, written)
            return found.user_id if found else None

        def channel(written: str) -> str | None:
            return people.channel(session, workspace_id, written)

        return agreement_drafts.check(document, Directory(person, channel), today)

    def document(self, terms: Terms) -> Document:
        """The terms as a document."""
        from intake import agreement_drafts  # noqa: PLC0415 - as above

        return agreement_drafts.document_of(terms)

    def yaml(self, terms: Terms) -> str:
        """The terms as a file that loads again."""
        from intake.agreement_export import to_yaml  # noqa: PLC0415 - as above

        return to_yaml(terms)


PAPERS: Final = AgreementPapers()
