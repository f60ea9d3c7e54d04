"""Exports: every record in its column, harmless to a spreadsheet, and the same figures when imported elsewhere."""

import csv
import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.agreement_files import read
from intake.csv_formulas import defused, restored
from intake.exports import Export
from sla.agreement import Agreement
from sla.lead import NewLead, short_id
from sla.period import Period
from sla.standing import Sums
from storage import facts, owed
from storage.engine import Sessions
from storage.standing import standing
from tests.intake.csv_world import agreed, imported
from tests.makers import company_x
from tests.moments import at

LATER = at("2026-10-30 12:00")
NAMES = (
    "Ada",
    "=HYPERLINK(1)",
    "'+1",
    "two\nlines",
    "-5",
    'say "hi"; or, not',
    "＝1",
    "\tTab",
    "x" * 10_000,
    "<!channel>",
)


@pytest.fixture
def lived_in(sessions: Sessions) -> Agreement:
    """Leads of every tier and name, tried, won and held, and a message about one of them."""
    agreement = agreed(sessions)
    with sessions.write() as session:
        for number, name in enumerate(NAMES):
            tier = (None, "ceo", "director", "manager")[number % 4]
            value = Decimal("12.125") if number % 3 == 0 else None
            when = at("2026-10-05 10:00") + timedelta(minutes=97 * number, microseconds=number)
            external_id = f"E{number}" if number % 3 else None
            new = NewLead(name, external_id=external_id, tier=tier, value=value, company="=Corp")
            lead = facts.hand_off(session, agreement, new, at=when, by=None)
            if number % 2:
                facts.log_attempt(
                    session, lead, at=when + timedelta(minutes=30), by="@x", channel="call", connected=True
                )
            if number % 4 == 1:
                won_at = when + timedelta(days=3)
                facts.close_deal(session, agreement, lead, revenue=Decimal(number), closed_at=won_at, by=None)
        owed.hand_off(session, agreement, lead, LATER)
    return agreement


def exported(sessions: Sessions, agreement: Agreement, folder: Path) -> Path:
    with sessions.read() as session:
        Export(session, agreement, LATER).write(folder)
    return folder


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(sessions: Sessions, agreement: Agreement, period: str = "2026-10") -> Sums:
    with sessions.read() as session:
        return standing(session, agreement, Period.named(period), LATER).total


@pytest.fixture
def elsewhere(sqlite_sessions: Sessions) -> Agreement:
    """Another database, whose leads have the short ids of those that are exported; one of them was tried and won."""
    agreement = agreed(sqlite_sessions, company_x(slug="elsewhere"))
    with sqlite_sessions.write() as session:
        others = [
            facts.hand_off(session, agreement, NewLead(f"Other {each}"), at=at("2026-09-07 10:00"), by=None)
            for each in range(len(NAMES))
        ]
        facts.log_attempt(session, others[0], at=at("2026-09-07 10:30"), by="@x", channel="call", connected=True)
        facts.close_deal(session, agreement, others[0], revenue=Decimal(7), closed_at=at("2026-09-08 10:00"), by=None)
    return agreement


def brought(sessions: Sessions, agreement: Agreement, folder: Path) -> list[tuple[int, int, int]]:
    kinds = ("leads", "attempts", "deals")
    summaries = [imported(sessions, agreement, kind, folder / f"{kind}.csv") for kind in kinds]
    return [(each.taken, each.known, each.rejected) for each in summaries]


def test_an_export_imported_where_others_have_its_short_ids_gives_its_figures_and_leaves_them_alone(
    sessions: Sessions, lived_in: Agreement, sqlite_sessions: Sessions, elsewhere: Agreement, tmp_path: Path
) -> None:
    folder, before = exported(sessions, lived_in, tmp_path / "out"), figures(sqlite_sessions, elsewhere, "2026-09")
    assert brought(sqlite_sessions, elsewhere, folder) == [(10, 0, 0), (5, 0, 0), (3, 0, 0)]
    assert figures(sqlite_sessions, elsewhere) == figures(sessions, lived_in)
    assert figures(sqlite_sessions, elsewhere, "2026-09") == before


def test_an_export_imported_twice_or_where_it_comes_from_doubles_nothing(
    sessions: Sessions, lived_in: Agreement, sqlite_sessions: Sessions, elsewhere: Agreement, tmp_path: Path
) -> None:
    folder = exported(sessions, lived_in, tmp_path / "out")
    brought(sqlite_sessions, elsewhere, folder)
    known = [(0, 10, 0), (0, 5, 0), (0, 3, 0)]
    assert brought(sqlite_sessions, elsewhere, folder) == brought(sessions, lived_in, folder) == known


def test_what_was_exported_alone_never_attaches_to_a_lead_with_the_same_short_id(
    sessions: Sessions, lived_in: Agreement, sqlite_sessions: Sessions, elsewhere: Agreement, tmp_path: Path
) -> None:
    with sessions.write() as session:
        new = NewLead("Ada again", external_id=short_id(1))
        lead = facts.hand_off(session, lived_in, new, at=at("2026-10-06 10:00"), by=None)
        facts.log_attempt(session, lead, at=at("2026-10-06 10:10"), by="@x", channel="call")
    folder = exported(sessions, lived_in, tmp_path / "out")
    (folder / "leads.csv").write_text("name,handed_off_at\n")
    assert brought(sqlite_sessions, elsewhere, folder) == [(0, 0, 0), (0, 0, 6), (0, 0, 3)]


def test_a_file_of_leads_read_for_its_deals_calls_them_by_external_id(
    sessions: Sessions, lived_in: Agreement, sqlite_sessions: Sessions, elsewhere: Agreement, tmp_path: Path
) -> None:
    folder = exported(sessions, lived_in, tmp_path / "out")
    imported(sqlite_sessions, elsewhere, "leads", folder / "leads.csv")
    taken = imported(sqlite_sessions, elsewhere, "deals", folder / "leads.csv").taken
    assert (taken, figures(sqlite_sessions, elsewhere).customers) == (3, 3)


def test_leads_have_their_columns_and_values(sessions: Sessions, lived_in: Agreement, tmp_path: Path) -> None:
    rows = table(exported(sessions, lived_in, tmp_path) / "leads.csv")
    assert ",".join(rows[0]) == (
        "lead,external_id,name,company,tier,value,rep,handed_off_at,due_at,first_attempt_at,connected_at,closed_at,"
        "revenue,state,score,activity"
    )
    second = rows[1]
    assert second["lead"].startswith("L-") and second["external_id"] == "E1"
    assert (second["tier"], second["value"], second["revenue"], second["state"]) == ("ceo", "100", "1", "customer")
    assert second["handed_off_at"] == "2026-10-05T11:37:00.000001+02:00"
    assert rows[0]["value"] == "12.1250"


def test_nothing_that_is_exported_runs_as_a_formula(sessions: Sessions, lived_in: Agreement, tmp_path: Path) -> None:
    folder = exported(sessions, lived_in, tmp_path)
    for name in ("leads.csv", "attempts.csv", "deals.csv", "messages.csv"):
        for row in table(folder / name):
            assert not [cell for cell in row.values() if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    assert '"\'=Corp"' in (folder / "leads.csv").read_text()


def test_the_agreement_loads_again(sessions: Sessions, lived_in: Agreement, tmp_path: Path) -> None:
    text = (exported(sessions, lived_in, tmp_path) / "agreement.yaml").read_text()
    handles = {f"@{name}": f"U0{name.upper()}" for name in ("josh", "amy", "rita", "remo", "rosa")}
    loaded = read(text, people=handles.get, channels=None, today=LATER.date(), offline=True).terms
    assert (loaded.goals, loaded.parties) == (lived_in.terms.goals, lived_in.terms.parties)


def test_messages_and_the_audit_come_along(sessions: Sessions, lived_in: Agreement, tmp_path: Path) -> None:
    folder = exported(sessions, lived_in, tmp_path)
    (message,) = table(folder / "messages.csv")
    assert (message["kind"], message["state"]) == ("sla_hand_off", "pending")
    acts = [json.loads(line)["act"] for line in (folder / "audit.jsonl").read_text().splitlines()]
    assert "terms_in_force" in acts


@given(st.text(st.sampled_from("'=+-@ \t\r\n＝a")))
def test_a_cell_made_harmless_comes_back_the_same(text: str) -> None:
    safe = defused(text)
    assert restored(safe) == text
    assert not safe.lstrip().startswith(("=", "+", "-", "@", "＝")) and not safe.startswith(("\t", "\r", "\n"))
