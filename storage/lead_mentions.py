"""Which leads a file means: many at once, by external id, key, short id or name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from sla.agreement import Agreement
from sla.errors import BadShortId, NoSuchLead, WhichLead
from sla.lead import number_of, short_id
from storage.lead_keys import is_key
from storage.lead_rows import LeadRow
from storage.membership import is_one_of, unindexed
from storage.sentences import quoted
from storage.texts import LONGEST_KEY, name_key

LARGEST_ID = 2**63 - 1
IS_LEAD = LeadRow.came_of.is_(None)
IS_OPEN = LeadRow.closed_at.is_(None) & LeadRow.returned_at.is_(None)

Found = dict[str, list[int]]


@dataclass(frozen=True)
class Mentioned:
    """The leads of one agreement that a batch mentions, by what they are called there."""

    found: Found

    def lead(self, text: str) -> int:
        """The id of the lead called so; raises NoSuchLead or WhichLead."""
        ids = self.found.get(text, [])
        if not ids:
            raise NoSuchLead(f"No lead of this agreement goes by {quoted(text)}; import the leads first, or mend it.")
        if len(ids) > 1:
            raise WhichLead(f"Several leads go by {quoted(text)}; write an id, such as {short_id(min(ids))}.")
        return ids[0]

    def ids(self) -> set[int]:
        """The ids of all leads that are meant."""
        return {ids[0] for ids in self.found.values() if len(ids) == 1}


def mentioned(session: Session, agreement: Agreement, texts: Iterable[str]) -> Mentioned:
    """The leads that go by these texts: by external id, else key, else short id, else a name unique among open leads,
    or at all.

    An external id comes first, so that a file from elsewhere may hold what looks like a short id of ours; a short id is
    told by its `L-`, as without it any number may be one.
    """
    found: Found = {}
    wanted = list(dict.fromkeys(texts))
    for way in (_by_external_id, _by_key, _by_short_id, _by_open_name, _by_any_name):
        missing = [text for text in wanted if text not in found]
        if missing:
            found |= way(session, agreement, missing)
    return Mentioned(found)


def _by_external_id(session: Session, agreement: Agreement, texts: list[str]) -> Found:
    return _matched(session, agreement, LeadRow.external_id, {text: text for text in texts if len(text) <= LONGEST_KEY})


def _by_key(session: Session, agreement: Agreement, texts: list[str]) -> Found:
    return _matched(session, agreement, LeadRow.dedup_key, {text: text for text in texts if is_key(text)})


def _by_short_id(session: Session, agreement: Agreement, texts: list[str]) -> Found:
    numbers = _numbers([text for text in texts if text.upper().startswith("L-")])
    return _matched(session, agreement, LeadRow.id, dict(numbers))


def _by_open_name(session: Session, agreement: Agreement, texts: list[str]) -> Found:
    return _matched(session, agreement, LeadRow.name_key, {text: name_key(text) for text in texts}, IS_OPEN, IS_LEAD)


def _by_any_name(session: Session, agreement: Agreement, texts: list[str]) -> Found:
    """Closed leads count too: the same file again finds whom it closed the first time."""
    by_name = {text: name_key(text) for text in texts}
    return _matched(session, agreement, LeadRow.name_key, by_name, IS_LEAD)


def _numbers(texts: list[str]) -> Iterator[tuple[str, int]]:
    for text in texts:
        try:
            number = number_of(text)
        except BadShortId:
            continue
        if number <= LARGEST_ID:
            yield text, number


def _matched(
    session: Session,
    agreement: Agreement,
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None] | InstrumentedAttribute[int],
    wanted: dict[str, str] | dict[str, int],
    *more: ColumnElement[bool],
) -> Found:
    """The ids of the leads of each text whose column has what that text stands for."""
    ids: dict[object, list[int]] = {}
    within = LeadRow.agreement_id if column is LeadRow.dedup_key else unindexed(LeadRow.agreement_id)
    ours = LeadRow.workspace_id == agreement.workspace_id, within == agreement.id
    called = is_one_of(session, column, set(wanted.values()))
    statement: Select[object, int] = select(column, LeadRow.id).where(*ours, called, *more)
    for value, lead_id in session.execute(statement) if wanted else ():
        ids.setdefault(value, []).append(lead_id)
    return {text: ids[value] for text, value in wanted.items() if value in ids}
