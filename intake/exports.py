"""An agreement and all its records as files: CSV that a spreadsheet shows and `import` takes, YAML, JSON lines."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from intake.agreement_export import to_yaml
from intake.csv_formulas import defused
from sla.agreement import Agreement
from sla.errors import SlaError
from storage import audit, duties, outbox, records

LEADS = (
    "lead", "external_id", "name", "company", "tier", "value", "rep", "handed_off_at", "due_at", "first_attempt_at",
    "connected_at", "closed_at", "revenue", "state", "score", "activity",
)  # fmt: skip
CUSTOMERS = (
    "customer", "lead", "name", "company", "tier", "revenue", "rep", "handed_off_at", "due_at", "first_attempt_at",
    "connected_at", "attempts", "breached_at",
)  # fmt: skip
ATTEMPTS = ("lead", "at", "by", "channel", "connected", "automated")
DEALS = ("lead", "closed_at", "revenue")
DUTIES = (
    "duty", "what", "from", "to", "owner", "on", "due_at", "state", "done_at", "done_by", "recorded_by", "units",
    "text", "link", "confirmed_at", "confirmed_by", "on_behalf_of", "confirmed_units", "excused_at", "excused_by",
    "excuse",
)  # fmt: skip
MESSAGES = ("kind", "subject", "to", "due_at", "state", "reason", "sent_at", "channel", "ts", "may_be_repeat")

Value = str | int | bool | datetime | Decimal | None


class NotExported(SlaError):
    """That folder can't be written; name another with --to."""


@dataclass(frozen=True)
class Export:
    """What is exported, as of when; instants are written in the agreement's zone."""

    session: Session
    agreement: Agreement
    now: datetime

    def write(self, folder: Path) -> dict[str, int]:
        """The files are in the folder, whole, in the place of earlier ones; returns how many records each has."""
        return {name: _write(folder / name, fill) for name, fill in self._files().items()}

    def _files(self) -> dict[str, Callable[[TextIOWrapper], int]]:
        return {
            "agreement.yaml": self._terms,
            "leads.csv": lambda file: self._table(file, LEADS, self._leads()),
            "customers.csv": lambda file: self._table(file, CUSTOMERS, self._customers()),
            "attempts.csv": lambda file: self._table(file, ATTEMPTS, self._attempts()),
            "deals.csv": lambda file: self._table(file, DEALS, self._deals()),
            "duties.csv": lambda file: self._table(file, DUTIES, self._duties()),
            "messages.csv": lambda file: self._table(file, MESSAGES, self._messages()),
            "audit.jsonl": self._audit,
        }

    def _terms(self, file: TextIOWrapper) -> int:
        file.write(to_yaml(self.agreement.terms))
        return 1

    def _table(self, file: TextIOWrapper, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        zone, count = self.agreement.terms.hours.zone, 0
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the number of the last one is asked for
            writer.writerow([defused(cell(value, zone)) for value in row])
        return count

    def _leads(self) -> Iterator[Sequence[Value]]:
        """A lead without an external id gets its key as one: its short id would mean another lead elsewhere."""
        for record in records.lead_records(self.session, self.agreement.workspace_id, self.agreement.id):
            lead = record.lead
            who = (
                lead.short_id,
                lead.external_id or record.key,
                lead.name,
                lead.company,
                lead.tier,
                lead.value,
                lead.rep,
            )
            when = lead.handed_off_at, lead.due_at, lead.first_attempt_at, lead.connected_at, lead.closed_at
            yield (*who, *when, record.revenue, lead.state_at(self.now).value, lead.score, lead.activity)

    def _customers(self) -> Iterator[Sequence[Value]]:
        """The customers handed on; `lead` is what their attempts name them by."""
        for record in records.customer_records(self.session, self.agreement.workspace_id, self.agreement.id):
            known = record.lead
            who = known.short_id, record.key, known.name, known.company, known.tier, known.value, known.rep
            when = known.handed_off_at, known.due_at, known.first_attempt_at, known.connected_at
            yield (*who, *when, known.attempts, known.breached_at)

    def _attempts(self) -> Iterator[Sequence[Value]]:
        for record in records.attempt_records(self.session, self.agreement.workspace_id, self.agreement.id):
            made = record.attempt
            yield record.lead, made.at, made.by, made.channel.value, made.connected, made.automated

    def _deals(self) -> Iterator[Sequence[Value]]:
        for record in records.deal_records(self.session, self.agreement.workspace_id, self.agreement.id):
            yield record.lead, record.closed_at, record.revenue

    def _duties(self) -> Iterator[Sequence[Value]]:
        for duty in duties.all_of(self.session, self.agreement.id):
            known = duty.as_of(self.now)
            what = known.short_id, known.what, known.giver, known.receiver, known.owner
            state = known.on.isoformat(), known.due_at, str(known.state(self.now))
            done = known.done_at, known.done_by, known.recorded_by, known.units, known.text, known.link
            confirmed = known.confirmed_at, known.confirmed_by, known.on_behalf_of, known.confirmed_units
            yield (*what, *state, *done, *confirmed, known.excused_at, known.excused_by, known.excuse)

    def _messages(self) -> Iterator[Sequence[Value]]:
        for sent in outbox.messages(self.session, self.agreement.workspace_id, self.agreement.id):
            what = sent.kind, sent.subject, sent.to, sent.due_at, sent.state.value, sent.reason
            yield (*what, sent.sent_at, sent.posted_to, sent.ts, sent.is_repeat)

    def _audit(self, file: TextIOWrapper) -> int:
        entries = audit.entries(self.session, self.agreement.workspace_id, self.agreement.id)
        for entry in entries:
            file.write(json.dumps(asdict(entry), ensure_ascii=False, default=datetime.isoformat) + "\n")
        return len(entries)


def cell(value: Value, zone: ZoneInfo) -> str:
    """A value as `import` reads it again: instants in the zone, with their offset; figures that mean one thing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, Decimal):
        written = f"{value.normalize():f}"
        return written + "0" * (len(written.partition(".")[2]) == 3)
    return str(value)


def _write(path: Path, fill: Callable[[TextIOWrapper], int]) -> int:
    try:
        with _whole(path) as file:
            return fill(file)
    except OSError as error:
        raise NotExported(f"{path} can't be written ({error.strerror}); name another folder with --to.") from None


@contextmanager
def _whole(path: Path) -> Iterator[TextIOWrapper]:
    """A file that takes its place once it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
        yield file
    part.replace(path)
