"""Steps about strikes as people take them: who may is asked as the doors do, and refusals are foreseen."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from sla.permissions import Act, Actor, Subject, may
from sla.strike import Excuse, StepKind, Strike, StrikeState
from storage import agreements, due_process, outcomes
from tests.jobs.places import Place


class Appeal(StrEnum):
    """What somebody may want to do about a strike."""

    CONTEST = "contest"
    UPHOLD = "uphold"
    WITHDRAW = "withdraw"
    EXCUSE = "excuse"
    DIAGNOSE = "diagnose"
    MEND = "mend"


def appeal(place: Place, pick: int, step: Appeal, by: str, now: datetime) -> None:
    """Somebody takes a step about one of the strikes, as far as they may; what can't be done any more is refused."""
    with place.world.sessions.read() as session:
        strikes = outcomes.of_agreement(session, place.id, place.agreement_id)
        if not strikes:
            return
        strike = strikes[pick % len(strikes)]
        terms = agreements.terms(session, strike.terms_id)
    wanted = Act.JUDGE if step in (Appeal.UPHOLD, Appeal.WITHDRAW, Appeal.EXCUSE) else Act.DIAGNOSE
    if not may(Actor(place.who(by)), wanted, Subject(terms, party=strike.party, people=strike.people)):
        return
    place.write(_taking(place, strike, step, place.who(by), now), refused=not _is_open(strike, step))


def _is_open(strike: Strike, step: Appeal) -> bool:
    taken = {each.kind for each in strike.steps}
    if not strike.stands:
        return False
    return {
        Appeal.CONTEST: StepKind.CONTEST not in taken,
        Appeal.UPHOLD: strike.state is StrikeState.CONTESTED,
        Appeal.WITHDRAW: strike.state is StrikeState.CONTESTED,
        Appeal.EXCUSE: True,
        Appeal.DIAGNOSE: strike.diagnosis is None,
        Appeal.MEND: strike.diagnosis is not None and not taken & {StepKind.MEND, StepKind.NOT_MENDED},
    }[step]


def _taking(place: Place, strike: Strike, step: Appeal, by: str, now: datetime) -> Callable[[Session], Any]:
    about: dict[str, Any] = {"by": by, "now": now}
    said = about | {"reason": "It was like that"}
    by_date = (now + timedelta(days=3)).date()
    written = about | {"cause": "Too many at once", "remedy": "A second rep", "by_date": by_date}
    return {
        Appeal.CONTEST: lambda session: due_process.contest(session, place.id, strike, **said),
        Appeal.UPHOLD: lambda session: due_process.uphold(session, place.id, strike, **said),
        Appeal.WITHDRAW: lambda session: due_process.withdraw(session, place.id, strike, **said),
        Appeal.EXCUSE: lambda session: due_process.excuse(session, place.id, strike, why=Excuse.OTHER, **said),
        Appeal.DIAGNOSE: lambda session: outcomes.diagnose(session, place.id, strike, **written),
        Appeal.MEND: lambda session: due_process.mend(session, place.id, strike, is_done=True, **about),
    }[step]
