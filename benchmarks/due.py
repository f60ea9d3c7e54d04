"""Finding what is due: a hundred alerts among ten thousand open leads, and among a million."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.loaded import DUE, NOW, Loaded, postgresql, sqlite
from benchmarks.measure import HEAD, measure, row, verdict
from sla.agreement import Agreement
from storage import leads
from storage.lead_rows import LeadRow

WITHIN = 1.5
FLOOR = """
SELECT id, name, rep, due_at, next_alert_at FROM lead
WHERE workspace_id = {mark} AND next_alert_at IS NOT NULL AND next_alert_at <= {mark} ORDER BY next_alert_at
"""


def main() -> None:
    """Print each database's table, and whether the line to reach holds."""
    for databases in (sqlite(), postgresql()):
        show(databases)
        for each in databases:
            each.sessions.dispose()


def show(databases: list[Loaded]) -> None:
    """Print floor (the driver's query by the partial index), peer (each of few open leads looked at), ours."""
    few, many = databases
    with ExitStack() as stack:
        cases: dict[str, Callable[[], object]] = {}
        for each in databases:
            cases |= _cases(each, stack)
        cases.pop(f"poll {many.size}")  # minutes, for it looks at each of a million
        costs = measure(cases, rounds=7)
    print(f"\n{DUE} due on {few.kind}\n{HEAD}")
    for each in databases:
        peer = costs.get(f"poll {each.size}")
        row(f"among {each.size:,}", costs[f"ours {each.size}"], costs[f"floor {each.size}"], peer)
    place = 1 if few.kind == "sqlite" else 0
    times = costs[f"ours {many.size}"][place] / costs[f"ours {few.size}"][place]
    verdict(f"among 100 x the leads on {few.kind}: {times:.2f} x, to stay within {WITHIN}", times <= WITHIN)


def poll(session: Session, agreement: Agreement) -> int:
    """What is due, by looking at every open lead and reckoning its clock."""
    is_open = LeadRow.closed_at.is_(None), LeadRow.returned_at.is_(None)
    hours = agreement.terms.hours
    found = 0
    for lead in session.scalars(select(LeadRow).where(*is_open).execution_options(yield_per=1000)):
        hours.due(lead.handed_off_at, agreement.terms.window(lead.tier))
        found += lead.next_alert_at is not None and lead.next_alert_at <= NOW
    session.expunge_all()
    return found


def _cases(loaded: Loaded, stack: ExitStack) -> dict[str, Callable[[], object]]:
    session, agreement = stack.enter_context(loaded.reading())
    floor = FLOOR.format(mark="?" if loaded.kind == "sqlite" else "%s")
    cursor: Any = session.connection().connection.cursor()
    now = NOW if loaded.kind == "postgresql" else f"{NOW:%Y-%m-%d %H:%M:%S.%f}"
    workspace = agreement.workspace_id
    assert len(leads.alerts_due(session, workspace, NOW, 1000)) == DUE
    return {
        f"floor {loaded.size}": lambda: cursor.execute(floor, (workspace, now)).fetchall(),
        f"ours {loaded.size}": lambda: leads.alerts_due(session, workspace, NOW, 1000),
        f"poll {loaded.size}": lambda: poll(session, agreement),
    }


if __name__ == "__main__":
    main()
