"""Proposals that closed, and two people who propose at once."""

import pytest

from sla.errors import BadRemark, LapsedTerms, OvertakenTerms, WithdrawnTerms
from storage import agreements, proposals
from storage.agreements import TermsVersion
from storage.engine import Sessions
from storage.workspaces import Workspace
from tests.makers import CHANNEL, company_x, make_workspace
from tests.moments import at

TEN = at("2026-10-05 10:00")


def proposed(sessions: Sessions) -> tuple[Workspace, TermsVersion]:
    with sessions.write() as session:
        place = make_workspace(session)
        asked = {"source": "", "channel": CHANNEL, "now": TEN, "by": "U0JOSH", "vouched": False}
        return place, agreements.save_new(session, place.id, company_x(), **asked)


def test_withdrawn_terms_can_t_be_signed(sessions: Sessions) -> None:
    place, first = proposed(sessions)
    with sessions.write() as session:
        proposals.withdraw(session, place.id, first.id, reason="Too early", by="U0JOSH", now=TEN)
    with pytest.raises(WithdrawnTerms, match="<@U0JOSH> withdrew these terms"), sessions.write() as session:
        agreements.sign(session, place.id, first.id, "sales", "U0AMY", TEN)


def test_terms_past_their_lapse_can_t_be_signed_even_before_the_sweep_came(sqlite_sessions: Sessions) -> None:
    place, first = proposed(sqlite_sessions)
    assert first.lapses_at == at("2026-10-19 10:00")
    with pytest.raises(LapsedTerms), sqlite_sessions.write() as session:
        agreements.sign(session, place.id, first.id, "sales", "U0AMY", first.lapses_at)


def test_terms_made_from_others_than_those_that_wait_are_not_taken(sqlite_sessions: Sessions) -> None:
    place, first = proposed(sqlite_sessions)
    asked = {"source": "", "channel": CHANNEL, "now": TEN, "by": "U0AMY", "vouched": False}
    with sqlite_sessions.write() as session:
        agreements.save_new(session, place.id, company_x(title="Other"), standing_on=first.id, **asked)
    with pytest.raises(OvertakenTerms, match="<@U0AMY> proposed other terms"), sqlite_sessions.write() as session:
        agreements.save_new(session, place.id, company_x(title="Mine"), standing_on=first.id, **asked)


def test_an_empty_remark_is_refused(sqlite_sessions: Sessions) -> None:
    place, first = proposed(sqlite_sessions)
    with pytest.raises(BadRemark), sqlite_sessions.write() as session:
        proposals.remark(session, place.id, first.id, said="  ", by="U0AMY", now=TEN)
