"""`import` and `export` on the command line."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from storage import audit, workspaces
from storage.engine import Sessions
from storage.lead_rows import LeadRow
from storage.outbox_rows import ObligationRow
from storage.workspaces import WorkspaceRow
from tests.bot.cli import Ran, sla_bot
from tests.intake.csv_world import agreed, written
from tests.moments import at

LEADS = "name,handed_off_at\nAda,2026-10-05 10:00\nBob,05/10/2026\n"
BY_THEN = "2026-10-30 12:00"


@pytest.fixture
def folder(sqlite_template: Path, tmp_path: Path) -> Path:
    """Company X's agreement, and a file with a lead to take and one to reject."""
    shutil.copyfile(sqlite_template, tmp_path / "sla-bot.db")
    sessions = Sessions(f"sqlite:///{tmp_path / 'sla-bot.db'}")
    agreed(sessions)
    sessions.dispose()
    written(tmp_path, LEADS)
    return tmp_path


def bring(folder: Path, *words: str, kind: str = "leads", file: str = "leads.csv", slug: str = "company-x") -> Ran:
    return sla_bot(folder, "import", kind, file, "--agreement", slug, "--at", BY_THEN, *words)


def counted(folder: Path, row: type[LeadRow | ObligationRow]) -> int:
    sessions = Sessions(f"sqlite:///{folder / 'sla-bot.db'}")
    with sessions.read() as session:
        return session.scalars(select(func.count()).select_from(row)).one()


def test_an_import_says_what_it_took_and_where_the_rest_is(folder: Path) -> None:
    ran = bring(folder)
    assert ran.status == 0
    assert ran.out.startswith("Leads: 1 taken, 0 already there, 1 rejected.") and "leads.rejects.csv" in ran.out
    assert "05/10/2026" in (folder / "leads.rejects.csv").read_text()


def test_the_same_file_again_takes_nothing(folder: Path) -> None:
    bring(folder)
    assert "0 taken, 1 already there" in bring(folder).out
    assert counted(folder, LeadRow) == 1


def test_columns_are_mapped(folder: Path) -> None:
    written(folder, "mql_id,first_contact_date\nabc,2026-10-05\n")
    ran = bring(
        folder, "--map", "external_id=mql_id", "--map", "name=mql_id", "--map", "handed_off_at=first_contact_date"
    )
    assert ran.out == "Leads: 1 taken, 0 already there, 0 rejected.\n"
    assert not (folder / "leads.rejects.csv").exists()


def test_columns_that_no_field_reads_are_named_once(folder: Path) -> None:
    written(folder, "name,amount,handed_off_at,region,\nAda,5,2026-10-05,EU,\n")
    assert bring(folder).out.splitlines()[1:] == ["Not read: amount, region."]


def test_the_columns_of_a_rejects_file_that_are_for_people_are_not_named(folder: Path) -> None:
    bring(folder)
    assert "Not read" not in bring(folder, "--rejects", "again.csv", file="leads.rejects.csv").out


def test_a_row_of_the_future_is_rejected_with_the_reason(folder: Path) -> None:
    written(folder, "name,handed_off_at\nAda,2026-10-30 12:01\nBob,2026-10-30 12:02\n")
    ran = bring(folder)
    assert "1 taken, 0 already there, 1 rejected" in ran.out
    assert "Line 3: “2026-10-30 12:02” has not come yet" in " ".join(ran.out.split())
    assert "“2026-10-30 12:02” has not come yet" in (folder / "leads.rejects.csv").read_text()


def test_a_row_of_the_future_waits_for_the_clock_unless_told_the_instant(folder: Path) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    written(folder, f"name,handed_off_at\nAda,{tomorrow.isoformat()}\n")
    words = "import", "leads", "leads.csv", "--agreement", "company-x"
    assert "0 taken" in sla_bot(folder, *words).out
    assert "1 taken" in sla_bot(folder, *words, "--at", tomorrow.isoformat()).out


def test_an_attempt_and_a_deal_of_the_future_are_rejected(folder: Path) -> None:
    bring(folder)
    written(folder, "lead,at,closed_at\nAda,2026-11-02,2026-11-02\n")
    for kind in ("attempts", "deals"):
        assert "0 taken, 0 already there, 1 rejected" in bring(folder, kind=kind).out


def test_a_tick_ahead_of_the_clock_moves_what_is_the_future(folder: Path) -> None:
    sessions = Sessions(f"sqlite:///{folder / 'sla-bot.db'}")
    with sessions.write() as session:
        workspaces.set_last_tick(session, 1, at("2026-12-01 09:00"))
    written(folder, "name,handed_off_at\nAda,2026-11-20\n")
    assert "1 taken" in bring(folder).out


def test_people_whom_slack_does_not_know_are_named_once_and_taken(folder: Path) -> None:
    written(folder, "name,handed_off_at,rep\nAda,2026-10-05,bob\nBob,2026-10-05,bob\nEve,2026-10-05,@rita\n")
    ran = bring(folder)
    assert ran.out.count("bob") == 1 and "Slack does not know bob:" in ran.out and "3 taken" in ran.out


def test_nobody_is_a_stranger_while_the_directory_was_not_read(folder: Path) -> None:
    sessions = Sessions(f"sqlite:///{folder / 'sla-bot.db'}")
    with sessions.write() as session:
        session.execute(update(WorkspaceRow).values(directory_read_at=None))
    written(folder, "name,handed_off_at,rep\nAda,2026-10-05,bob\n")
    assert "does not know" not in bring(folder).out


def test_rejects_go_where_they_are_told_to(folder: Path) -> None:
    bring(folder, "--rejects", "aside.csv")
    assert (folder / "aside.csv").exists() and not (folder / "leads.rejects.csv").exists()


@pytest.mark.parametrize(
    ("words", "change", "said"),
    [
        (("--map", "nmae=name"), {}, "no field “nmae”"),
        (("--map", "source=origin"), {}, "no column “origin”"),
        (("--rejects", "leads.csv"), {}, "can't go into the file"),
        (("--rejects", "nowhere/aside.csv"), {}, "can't be written"),
        ((), {"slug": "company-y"}, "no agreement called “company-y”"),
        ((), {"kind": "deals"}, "no column for closed_at"),
        ((), {"file": "sla-bot.db"}, "is not UTF-8"),
        (("--team", "T0NOBODY"), {}, "T0NOBODY"),
    ],
)
def test_what_can_not_be_imported_is_refused_in_one_sentence(
    folder: Path, words: tuple[str, ...], change: dict[str, str], said: str
) -> None:
    ran = bring(folder, *words, **change)
    assert ran.status == 1 and said in ran.err and len(ran.err.strip().splitlines()) == 1
    assert counted(folder, LeadRow) == 0


@pytest.mark.parametrize("words", [("--map", "name"), ("--map", "name=a", "--map", "name=b"), ("--map", "=a")])
def test_a_mapping_that_is_none_is_wrong_usage(folder: Path, words: tuple[str, ...]) -> None:
    assert bring(folder, *words).status == 2


def test_only_leads_are_announced_and_only_when_asked(folder: Path) -> None:
    bring(folder)
    assert counted(folder, ObligationRow) == 0
    written(folder, "name,handed_off_at\nEve,2026-10-06\n")
    assert bring(folder, "--announce").status == 0
    assert counted(folder, ObligationRow) == 1
    assert bring(folder, "--announce", kind="deals").status == 2


def test_an_import_is_on_record_without_what_was_in_it(folder: Path) -> None:
    bring(folder)
    sessions = Sessions(f"sqlite:///{folder / 'sla-bot.db'}")
    with sessions.read() as session:
        entry = audit.entries(session, 1)[-1]
        assert audit.verify(session, 1) is None
    assert (entry.actor, entry.act, entry.after) == ("the operator", "import", "1 leads")


def test_an_import_that_is_killed_goes_on_without_a_doubled_row(folder: Path) -> None:
    written(folder, "name,handed_off_at\n" + "".join(f"Lead {each},2026-10-05\n" for each in range(3000)))
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'sla-bot.db'}",
        "SLA_BOT_FAILPOINT": "csv.after_batch:kill",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    words = [sys.executable, "-m", "bot", "import", "leads", "leads.csv", "--agreement", "company-x", "--at", BY_THEN]
    killed = subprocess.run(words, cwd=folder, env=environment, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL and counted(folder, LeadRow) == 1000
    assert "2000 taken, 1000 already there" in bring(folder).out


def test_a_large_file_is_never_in_memory_as_a_whole(folder: Path) -> None:
    """A file of broken rows, as large as the memory it may take: 80 MB of them, and one unclosed quote before each."""
    row = '"' + "x" * 4000 + "\n"
    with (folder / "leads.csv").open("w") as file:
        file.write("name,handed_off_at\n")
        file.writelines(row for _ in range(20_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "0 taken" in bring(folder).out
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40 * 1024


def test_an_export_writes_every_file(folder: Path) -> None:
    bring(folder)
    ran = sla_bot(folder, "export", "company-x", "--to", "out")
    assert ran.status == 0 and "leads.csv: 1" in ran.out
    names = sorted(path.name for path in (folder / "out").iterdir())
    tables = ["attempts.csv", "customers.csv", "deals.csv", "duties.csv", "leads.csv", "messages.csv"]
    assert names == sorted(["agreement.pdf", "agreement.yaml", "audit.jsonl", *tables])


def test_an_export_of_an_unknown_agreement_or_into_a_file_is_refused(folder: Path) -> None:
    assert "company-y" in sla_bot(folder, "export", "company-y", "--to", "out").err
    assert sla_bot(folder, "export", "company-x", "--to", "leads.csv").status == 2
