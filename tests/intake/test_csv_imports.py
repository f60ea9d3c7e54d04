"""Files imported: what is taken, what is left alone, what is set aside, and that a broken import just goes on."""

import contextlib
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from intake.csv_columns import columns
from intake.csv_errors import BadCsvFile
from intake.csv_imports import Kind
from sla.agreement import Agreement
from sla.errors import NoHandOff
from sla.period import Period
from storage import rebuild
from storage.engine import Sessions
from storage.failpoints import FailpointReached, arm
from storage.lead_rows import AttemptRow, DealRow, LeadRow
from storage.standing import daily, standing
from tests.intake.csv_world import agreed, imported, rejected, written
from tests.intake.funnel import MAPPED, funnel, write
from tests.makers import company_x, make_calendar
from tests.moments import at

ZONE = ZoneInfo("America/Sao_Paulo")
LEADS = "external_id,name,handed_off_at\n"
LATER = datetime(2019, 1, 1, tzinfo=UTC)
MARCH = Period.named("2018-03")


def of_the_funnel() -> object:
    return company_x(
        timezone=ZONE.key, starts=date(2018, 2, 1), calendar=make_calendar(timezone=ZONE.key), holidays=None
    )


def count(sessions: Sessions, row: type[LeadRow | AttemptRow | DealRow]) -> int:
    with sessions.read() as session:
        return session.scalars(select(func.count()).select_from(row)).one()


def names(sessions: Sessions) -> list[str]:
    with sessions.read() as session:
        return list(session.scalars(select(LeadRow.name).order_by(LeadRow.id)))


def test_a_funnel_counts_day_by_day_as_its_file_does(sessions: Sessions, tmp_path: Path) -> None:
    contacts, agreement = funnel(), agreed(sessions, of_the_funnel())
    for kind, path in zip(("leads", "deals"), write(tmp_path, contacts), strict=True):
        summary = imported(sessions, agreement, kind, path, MAPPED[kind])
        assert (summary.known, summary.rejected) == (0, 0)
    with sessions.read() as session:
        days = daily(session, agreement, MARCH, LATER)
        assert rebuild.differences(session, agreement.id) == []
    for day in days:
        won = [each for each in contacts if each.won and each.won.date() == day.on]
        assert day.total.leads == sum(each.on == day.on for each in contacts)
        assert (day.total.customers, day.total.revenue) == (len(won), sum(Decimal(each.revenue) for each in won))


def test_the_same_file_twice_changes_nothing(sessions: Sessions, tmp_path: Path) -> None:
    agreement = agreed(sessions, of_the_funnel())
    for kind, path in zip(("leads", "deals"), write(tmp_path, funnel()), strict=True):
        first = imported(sessions, agreement, kind, path, MAPPED[kind])
        again = imported(sessions, agreement, kind, path, MAPPED[kind])
        assert (again.taken, again.known, again.rejected) == (0, first.taken, 0)


def test_a_date_alone_is_the_start_of_the_day_where_the_agreement_is(sessions: Sessions, tmp_path: Path) -> None:
    agreement = agreed(sessions, of_the_funnel())
    imported(sessions, agreement, "leads", written(tmp_path, f"{LEADS}1,Ada,2018-03-08\n"))
    with sessions.read() as session:
        row = session.scalars(select(LeadRow)).one()
    assert row.handed_off_at == datetime.combine(date(2018, 3, 8), time(), ZONE)
    assert row.due_at == at("2018-03-08 10:00", ZONE.key)


@pytest.mark.parametrize("batches", [1, 2])
def test_a_broken_import_goes_on_without_doubling_a_row(sessions: Sessions, tmp_path: Path, batches: int) -> None:
    agreement = agreed(sessions)
    rows = "".join(f",Lead {number},2026-10-05 10:00\n" for number in range(2500))
    path = written(tmp_path, LEADS + rows)
    for _ in range(batches):
        arm("csv.after_batch:raise")
        with pytest.raises(FailpointReached):
            imported(sessions, agreement, "leads", path)
    arm(None)
    assert count(sessions, LeadRow) == 1000
    summary = imported(sessions, agreement, "leads", path)
    assert (summary.taken, summary.known, count(sessions, LeadRow)) == (1500, 1000, 2500)


def test_the_same_row_twice_without_an_id_is_one_lead(sqlite_sessions: Sessions, tmp_path: Path) -> None:
    rows = ",Ada,2026-10-05\n,Ada,2026-10-05\n,Ada,2026-10-06\n"
    summary = imported(sqlite_sessions, agreed(sqlite_sessions), "leads", written(tmp_path, LEADS + rows))
    assert (summary.taken, summary.known) == (2, 1)


def test_what_can_not_be_taken_is_set_aside_with_line_and_reason(sqlite_sessions: Sessions, tmp_path: Path) -> None:
    rows = 'a,Ada,2026-10-05\nb,Bob,05/10/2026\n,,2026-10-05\nd,Dan\ne,"Eve,2026-10-05\nf,=Fay,2026-13-01\n'
    rows += "g,Gil,2026-10-05\n"
    agreement = agreed(sqlite_sessions)
    summary = imported(sqlite_sessions, agreement, "leads", written(tmp_path, LEADS + rows))
    assert (summary.taken, summary.rejected, names(sqlite_sessions)) == (2, 5, ["Ada", "Gil"])
    aside = rejected(tmp_path)
    assert [row["line"] for row in aside] == ["3", "4", "5", "6", "7"]
    assert "05/10/2026" in aside[0]["reason"] and aside[0]["name"] == "Bob"
    assert aside[4]["name"] == "'=Fay"


def test_the_rejects_can_be_mended_and_imported(sqlite_sessions: Sessions, tmp_path: Path) -> None:
    agreement = agreed(sqlite_sessions)
    imported(sqlite_sessions, agreement, "leads", written(tmp_path, f"{LEADS}b,=Bob,05/10/2026\n"))
    mended = (tmp_path / "rejects.csv").read_text().replace("05/10/2026", "2026-10-05")
    assert imported(sqlite_sessions, agreement, "leads", written(tmp_path, mended, "mended.csv")).taken == 1
    assert names(sqlite_sessions) == ["=Bob"]


def test_no_rejects_leave_no_file(sqlite_sessions: Sessions, tmp_path: Path) -> None:
    imported(sqlite_sessions, agreed(sqlite_sessions), "leads", written(tmp_path, f"{LEADS}a,Ada,2026-10-05\n"))
    assert not (tmp_path / "rejects.csv").exists()


@pytest.mark.parametrize("written_as", ["U0RITA", "@rita", "rita", "Rita@Company-X.example", "<@U0RITA>"])
def test_a_person_is_known_however_the_file_writes_them(
    sqlite_sessions: Sessions, tmp_path: Path, written_as: str
) -> None:
    path = written(tmp_path, f"name,handed_off_at,rep\nAda,2026-10-05,{written_as}\nBob,2026-10-05,a stranger\n")
    imported(sqlite_sessions, agreed(sqlite_sessions), "leads", path)
    with sqlite_sessions.read() as session:
        assert session.scalars(select(LeadRow.rep).order_by(LeadRow.id)).all() == ["U0RITA", "a stranger"]


def test_attempts_count_on_their_leads(sessions: Sessions, tmp_path: Path) -> None:
    agreement = agreed(sessions)
    imported(sessions, agreement, "leads", written(tmp_path, f"{LEADS}a,Ada,2026-10-05 10:00\n"))
    rows = (
        "a,2026-10-05 10:40,@rita,call,yes,\na,2026-10-05 10:05,,email,,true\na,2026-10-05 09:00,,call,,\nb,x,,fax,,\n"
    )
    path = written(tmp_path, "lead,at,by,channel,connected,automated\n" + rows, "attempts.csv")
    summary = imported(sessions, agreement, "attempts", path)
    assert (summary.taken, summary.rejected) == (2, 2)
    with sessions.read() as session:
        found = standing(session, agreement, Period.named("2026-10"), at("2026-10-06 10:00")).follow_up
    assert (found.followed_up, found.within_window, found.speed_seconds) == (1, 1, 2400)


def test_a_sale_without_a_lead_counts_in_total_revenue_alone(sqlite_sessions: Sessions, tmp_path: Path) -> None:
    agreement = agreed(sqlite_sessions)
    imported(sqlite_sessions, agreement, "leads", written(tmp_path, f"{LEADS}a,Ada,2026-10-01\n"))
    path = written(
        tmp_path, "lead;closed_at;revenue\n;2026-10-05;1500.50\na;2026-10-06;\nx;2026-10-06;7\n;2026-10-06;\n"
    )
    summary = imported(sqlite_sessions, agreement, "deals", path)
    assert (summary.taken, summary.rejected) == (2, 2)
    with sqlite_sessions.read() as session:
        total = standing(session, agreement, Period.named("2026-10"), at("2026-10-31 10:00")).total
    assert (total.customers, total.revenue, total.other_revenue) == (1, Decimal(0), Decimal("1500.5"))


@pytest.mark.parametrize(
    "name", ["<!channel>", "*x*", "x" * 10_000, "\u202eevil", "$\\frac{", "'=1+1", "=HYPERLINK(1)"]
)
def test_any_name_is_kept_as_it_is(sqlite_sessions: Sessions, tmp_path: Path, name: str) -> None:
    content = f'external_id,name,handed_off_at\n1,"{name}",2026-10-05\n'
    imported(sqlite_sessions, agreed(sqlite_sessions), "leads", written(tmp_path, content))
    assert names(sqlite_sessions) == [name.removeprefix("'")]


@pytest.mark.parametrize(
    ("kind", "header", "mapped", "words"),
    [
        ("leads", "name,when", "", "no column for handed_off_at; say which one it is with --map handed_off_at=COLUMN"),
        ("leads", "when", "handed_off_at=when", "no column for name or external_id"),
        ("leads", "name,handed_off_at", "nmae=name", "no field “nmae”"),
        ("leads", "name,handed_off_at", "source=nam", "did you mean “name”?"),
        ("attempts", "at", "", "no column for lead"),
        ("deals", "closed_at", "", "no column for lead or revenue"),
    ],
)
def test_columns_that_are_missing_or_unknown_refuse_the_file(kind: str, header: str, mapped: str, words: str) -> None:
    fields = dict([mapped.split("=")] if mapped else [])
    with pytest.raises(BadCsvFile) as refused:
        columns("leads.csv", header.split(","), Kind(kind).fields, fields)
    assert words in str(refused.value)


def test_an_agreement_that_hands_nothing_over_takes_no_leads(sqlite_sessions: Sessions, tmp_path: Path) -> None:
    terms = company_x(goals=tuple(goal for goal in company_x().goals if goal.party == "sales"))
    with pytest.raises(NoHandOff):
        imported(sqlite_sessions, agreed(sqlite_sessions, terms), "leads", written(tmp_path, LEADS))


CELLS = st.sampled_from(
    ["Ada", "2026-10-05", "2026-10-05T10:00:00.123456Z", "9999-12-31", "1e400", "-1", "0.00001", "U0RITA", "@rita",
     "ceo", "L-0000", "x" * 201, "\u202e", "\ufeff", "🎉", "call", "true", "'=1", '"', '""', ";", "\0", "\r", "5" * 30,
     ""]
)  # fmt: skip
FIELDS = sorted({*Kind.LEADS.fields.names, *Kind.ATTEMPTS.fields.names, *Kind.DEALS.fields.names})
HEADER = ",".join(FIELDS)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(Kind), st.lists(st.lists(CELLS, min_size=len(FIELDS), max_size=len(FIELDS)), max_size=5))
def test_every_row_is_taken_known_or_rejected_whatever_is_in_it(
    ours: tuple[Sessions, Agreement], tmp_path: Path, kind: Kind, rows: list[list[str]]
) -> None:
    sessions, agreement = ours
    body = "".join(",".join(row) + "\n" for row in rows)
    summary = imported(sessions, agreement, kind, written(tmp_path, f"{HEADER}\n{body}"))
    assert 0 <= summary.taken + summary.known + summary.rejected <= body.count("\n") + body.count("\r") + 1
    with sessions.read() as session:
        assert rebuild.differences(session, agreement.id) == []


@pytest.fixture
def ours(sessions: Sessions) -> tuple[Sessions, Agreement]:
    return sessions, agreed(sessions)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_no_file_breaks_the_import(ours: tuple[Sessions, Agreement], tmp_path: Path, content: bytes) -> None:
    with contextlib.suppress(BadCsvFile):
        imported(*ours, "leads", written(tmp_path, content))
    with contextlib.suppress(BadCsvFile):
        imported(*ours, "leads", written(tmp_path, b"name,handed_off_at\n" + content))
