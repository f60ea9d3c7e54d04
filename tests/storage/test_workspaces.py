"""The workspaces that the bot serves."""

import pytest
from sqlalchemy.orm import Session

from sla.errors import NoWorkspace, WhichWorkspace
from storage import workspaces
from tests.makers import STARTED, make_workspace
from tests.moments import at


def test_the_only_workspace_needs_no_name(session: Session) -> None:
    made = make_workspace(session)
    assert workspaces.only(session) == made


def test_without_a_workspace_the_refusal_says_what_to_do(session: Session) -> None:
    with pytest.raises(NoWorkspace, match="sla-bot run"):
        workspaces.only(session)


def test_with_several_workspaces_the_refusal_lists_them(session: Session) -> None:
    make_workspace(session, "T1")
    make_workspace(session, "T2")
    with pytest.raises(WhichWorkspace, match="--team with one of T1, T2"):
        workspaces.only(session)


def test_a_workspace_is_found_by_its_team_and_by_its_id(session: Session) -> None:
    made = make_workspace(session, "T1")
    assert workspaces.by_team(session, "T1") == workspaces.of_id(session, made.id) == made


def test_an_unknown_team_is_named_in_the_refusal(session: Session) -> None:
    with pytest.raises(NoWorkspace, match="T9"):
        workspaces.by_team(session, "T9")


def test_an_unknown_id_is_refused(session: Session) -> None:
    with pytest.raises(NoWorkspace):
        workspaces.of_id(session, 404)


def test_what_slack_says_again_changes_the_same_workspace(session: Session) -> None:
    made = make_workspace(session, "T1")
    again = workspaces.ensure(session, "T1", "Renamed", "U0BOT2", "B0BOT2", ["commands", "chat:write"], STARTED)
    assert (again.id, again.name, again.bot_user) == (made.id, "Renamed", "U0BOT2")
    assert workspaces.scopes(session, made.id) == {"chat:write", "commands"}


def test_a_workspace_without_scopes_has_none(session: Session) -> None:
    made = workspaces.ensure(session, "T1", "New", None, None, [], STARTED)
    assert workspaces.scopes(session, made.id) == frozenset()


def test_notices_go_to_the_admin_who_was_set(session: Session) -> None:
    made = make_workspace(session)
    workspaces.set_admin(session, made.id, "U0JOSH")
    assert workspaces.only(session).admin == "U0JOSH"


def test_the_last_tick_never_goes_back(session: Session) -> None:
    made = make_workspace(session)
    assert workspaces.last_tick_at(session, made.id) is None
    for moment in ("2026-10-02 09:00", "2026-10-01 09:00"):
        workspaces.set_last_tick(session, made.id, at(moment))
    assert workspaces.last_tick_at(session, made.id) == at("2026-10-02 09:00")
