"""Duties in an export: each in its column, harmless to a spreadsheet."""

import csv
from decimal import Decimal
from pathlib import Path

from intake.exports import Export
from storage import duties, duty_facts, duty_plans
from storage.engine import Sessions
from tests.jobs.world import World, at, open_world
from tests.paper import DARRYL, JIM, paper

START, TEN = at("2026-10-01 00:00"), at("2026-10-05 10:00")


def exported(world: World, folder: Path) -> list[dict[str, str]]:
    with world.sessions.read() as session:
        Export(session, world.agreement, at("2026-10-06 12:00")).write(folder)
    with (folder / "duties.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def shipped(sessions: Sessions, note: str) -> World:
    """A delivery in time, with such a note, of which a little less came."""
    world = open_world(sessions, paper(), reports=True)
    place = world.agreement.workspace_id, world.agreement.id
    with sessions.write() as session:
        duty_plans.plan(session, *place, since=START, until=at("2026-10-12 00:00"), now=START)
        duty = duties.all_of(session, world.agreement.id)[0]
        duty_facts.do(session, world.agreement, duty, by=DARRYL.key, now=TEN, units=Decimal(6), text=note)
        duty_facts.confirm(
            session, world.agreement, duty, units=Decimal("5.5"), by=JIM.key, now=TEN, on_behalf_of="Ann"
        )
    return world


def test_a_duty_has_its_columns_and_values(sqlite_sessions: Sessions, tmp_path: Path) -> None:
    first, second = exported(shipped(sqlite_sessions, "Porter"), tmp_path)
    assert (first["what"], first["from"], first["to"], first["state"]) == (
        "Shipment to address 1",
        "supplier",
        "customer",
        "confirmed",
    )
    assert (first["due_at"], first["units"], first["confirmed_units"]) == ("2026-10-05T17:00:00+02:00", "6", "5.5")
    assert (first["done_by"], first["confirmed_by"], first["on_behalf_of"]) == (DARRYL.key, JIM.key, "Ann")
    assert (second["state"], second["done_at"], second["duty"][:2]) == ("missed", "", "D-")


def test_a_note_runs_no_formula(sqlite_sessions: Sessions, tmp_path: Path) -> None:
    assert exported(shipped(sqlite_sessions, "=HYPERLINK(1)"), tmp_path)[0]["text"] == "'=HYPERLINK(1)"
