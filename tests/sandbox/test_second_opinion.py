"""The calls that the bot makes, against the sandbox and against vercel-labs' emulate: the answers agree in shape.

emulate is another reading of the same documents. Where the two differ, the difference stands below by name.
"""

import json
import re
import socket
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from tests.sandbox.node import node
from tests.sandbox.test_files import PNG
from tests.slack_world import World, app_for, connected, running_world

Json = dict[str, Any]
Answers = dict[str, Json]

BOT = r"(message|messages\[\])\.(bot_id|app_id|team|bot_profile\..*)"
PERSON = (
    r"user\.|members\[\]\.",
    r"color|updated|tz.*|is_(app_user|email_confirmed|owner|primary_owner|restricted|ultra_restricted)"
    r"|who_can_share_contact_card|profile\.(avatar_hash|api_app_id|bot_id|team|image_(24|32|72|512))",
)
ROOM = (
    r"channels?(\[\])?\.(context_team_id|is_(ext_shared|general|org_shared|pending_ext_shared|shared)"
    r"|parent_conversation|pending_.*|previous_names|shared_team_ids.*|unlinked|updated)"
)
EMULATE_LEAVES_OUT = {
    "auth.test": r"bot_id|is_enterprise_install",
    "users.list": rf"cache_ts|({PERSON[0]})({PERSON[1]})",
    "users.info": rf"({PERSON[0]})({PERSON[1]})",
    "conversations.list": ROOM,
    "conversations.info": ROOM,
    "chat.postMessage": rf"{BOT}|message\.blocks\[\]\.block_id",
    "chat.update": BOT,
    "conversations.history": rf"{BOT}|channel_actions_.*|pin_count",
    "files.completeUploadExternal": r"files\[\]\.alt_txt",
    "views.open": r"view\.(app_installed_team_id|blocks\[\]\.block_id)",
}
SANDBOX_LEAVES_OUT = {
    "users.list": r"members\[\]\.profile\.huddle_state.*",
    "users.info": r"user\.profile\.huddle_state.*",
    "conversations.list": r"channels\[\]\.(is_open|last_read)",
    "conversations.info": r"channel\.(is_open|last_read|num_members)",
    "conversations.history": r"response_metadata\.next_cursor",
    "files.completeUploadExternal": r"files\[\]\.user_team",
}
MODAL: Json = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}]}
SEED = {
    "slack": {
        "team": {"name": "Company X", "domain": "company-x"},
        "users": [{"name": "amy", "real_name": "Amy Sallow", "email": "amy@companyx.example"}],
        "channels": [{"name": "smarketing"}],
        "bots": [{"name": "sla-bot"}],
    }
}


@pytest.fixture(scope="module")
def ours() -> Iterator[Answers]:
    """What the sandbox answers."""
    with running_world() as world, connected(app_for(world), world):
        yield answers(world.web_client(), lambda user: triggered(world))


@pytest.fixture(scope="module")
def theirs() -> Iterator[Answers]:
    """What emulate answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with node("emulate.mjs", str(port), json.dumps(SEED)) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        slack = WebClient(token="xoxb-emulate", base_url=f"{url}/api/", retry_handlers=[])
        yield answers(slack, lambda user: _generated(slack, user))


def answers(slack: WebClient, trigger: Callable[[str], str]) -> Answers:
    """The bot's calls in an order that makes sense, and the answer of each."""
    found: Answers = {"auth.test": slack.auth_test().data, "users.list": slack.users_list().data}
    amy = next(one["id"] for one in found["users.list"]["members"] if one["name"] == "amy")
    found["users.info"] = slack.users_info(user=amy).data
    found["conversations.list"] = slack.conversations_list().data
    channel = next(one["id"] for one in found["conversations.list"]["channels"] if one["name"] == "smarketing")
    found["conversations.info"] = slack.conversations_info(channel=channel).data
    found["conversations.open"] = slack.conversations_open(users=amy).data
    found |= _messages(slack, channel) | _upload(slack)
    found["views.open"] = slack.views_open(trigger_id=trigger(amy), view=MODAL).data
    return found


def triggered(world: World) -> str:
    """A trigger of the sandbox: that of a command that nobody answers."""
    world.settings(ack_seconds=0.1)
    world.command("amy", "#smarketing", "/sla lead")
    return str(world.transcript("envelope")[-1]["payload"]["trigger_id"])


def _generated(slack: WebClient, user: str) -> str:
    return str(slack.api_call("views.generateTriggerId", json={"user": user})["trigger_id"])


def _messages(slack: WebClient, channel: str) -> Answers:
    metadata = {"event_type": "sla_pacing", "event_payload": {"on": "2026-10-12"}}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "42 of 100"}}]
    posted = slack.chat_postMessage(channel=channel, text="42 of 100", blocks=blocks, metadata=metadata)
    updated = slack.chat_update(channel=channel, ts=posted["ts"], text="43 of 100")
    history = slack.conversations_history(channel=channel, include_all_metadata=True, inclusive=True)
    return {"chat.postMessage": posted.data, "chat.update": updated.data, "conversations.history": history.data}


def _upload(slack: WebClient) -> Answers:
    place = slack.files_getUploadURLExternal(filename="chart.png", length=len(PNG))
    httpx.post(place["upload_url"], content=PNG, trust_env=False).raise_for_status()
    done = slack.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "Chart"}])
    return {"files.getUploadURLExternal": place.data, "files.completeUploadExternal": done.data}


def shape(value: Any, path: str = "") -> dict[str, str]:
    """The type at each path of an answer, `[]` standing for every entry of a list."""
    if isinstance(value, dict) and value:
        return {at: kind for key, one in value.items() for at, kind in shape(one, f"{path}.{key}").items()}
    if isinstance(value, list) and value:
        return {at: kind for one in value for at, kind in shape(one, f"{path}[]").items()}
    return {path.removeprefix("."): type(value).__name__}


METHODS = [
    *("auth.test", "users.list", "users.info", "conversations.list", "conversations.info", "conversations.open"),
    *("chat.postMessage", "chat.update", "conversations.history", "views.open"),
    *("files.getUploadURLExternal", "files.completeUploadExternal"),
]


@pytest.mark.parametrize("method", METHODS)
def test_both_answer_with_the_same_keys_but_for_the_known_ones(method: str, ours: Answers, theirs: Answers) -> None:
    own, other = shape(ours[method]), shape(theirs[method])
    assert not [one for one in own.keys() - other.keys() if not _known(EMULATE_LEAVES_OUT, method, one)]
    assert not [one for one in other.keys() - own.keys() if not _known(SANDBOX_LEAVES_OUT, method, one)]


@pytest.mark.parametrize("method", METHODS)
def test_both_answer_with_the_same_types(method: str, ours: Answers, theirs: Answers) -> None:
    own, other = shape(ours[method]), shape(theirs[method])
    assert {path: own[path] for path in own.keys() & other.keys()} == {
        path: other[path] for path in own.keys() & other.keys()
    }


def _known(gaps: dict[str, str], method: str, path: str) -> bool:
    return re.fullmatch(gaps.get(method, "(?!)"), path) is not None
