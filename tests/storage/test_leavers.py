"""A contact who has left Slack."""

from dataclasses import replace

from storage import leavers, people
from storage.engine import Sessions
from tests.makers import AMY, make_agreement, make_people, make_workspace
from tests.moments import at

NOW = at("2026-10-05 10:00")


def test_the_others_are_told_once_when_a_contact_has_left(sessions: Sessions) -> None:
    with sessions.write() as session:
        place = make_workspace(session)
        make_people(session, place)
        agreement = make_agreement(session, workspace=place)
        known = people.by_id(session, place.id, AMY.key)
        assert known is not None
        gone = replace(known, deactivated=True)
        assert leavers.gone(session, place.id, [gone]) == [AMY.key]
        people.remember(session, place.id, [gone], NOW)
        assert leavers.tell(session, place.id, [AMY.key], NOW) == 1
        assert leavers.gone(session, place.id, [gone]) == []
        assert leavers.left(session, agreement, agreement.terms.party_names) == ["sales"]
