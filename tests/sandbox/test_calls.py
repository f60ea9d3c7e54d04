"""How a call reaches the Web API: verbs, bodies, tokens, headers, faults of the caller."""

import json

import pytest
from slack_sdk import WebClient

from sandbox.tokens import APP_TOKEN
from tests.sandbox.conftest import refusal, refused
from tests.slack_world import World

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}]


def post(world: World, method: str, **request: object) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {world.bot_token}"}
    answer = world.client.post(f"{world.api_url}{method}", headers=headers, **request).json()  # type: ignore[arg-type]
    return dict(answer)


def test_a_form_may_carry_blocks_as_a_string_of_json(world: World) -> None:
    form = {"channel": world.channel("#smarketing"), "text": "hi", "blocks": json.dumps(BLOCKS)}
    assert post(world, "chat.postMessage", data=form)["ok"]
    assert world.last("#smarketing").blocks[0]["text"]["text"] == "hi"


def test_a_json_body_may_carry_blocks_as_a_list(world: World) -> None:
    body = {"channel": world.channel("#smarketing"), "text": "hi", "blocks": BLOCKS}
    assert post(world, "chat.postMessage", json=body)["ok"]
    assert world.last("#smarketing").blocks[0]["text"]["text"] == "hi"


def test_a_multipart_body_is_read_as_well(world: World) -> None:
    fields = {"channel": (None, world.channel("#smarketing")), "text": (None, "by parts")}
    assert post(world, "chat.postMessage", files=fields)["ok"]
    assert world.last("#smarketing").text == "by parts"


def test_arguments_may_stand_in_the_query_of_a_get(world: World) -> None:
    query = {"user": world.person("amy"), "token": world.bot_token}
    answer = world.client.get(f"{world.api_url}users.info", params=query).json()
    assert answer["user"]["name"] == "amy"


def test_a_token_may_stand_in_the_body(world: World) -> None:
    answer = world.client.post(f"{world.api_url}auth.test", data={"token": world.bot_token}).json()
    assert answer["ok"]


def test_broken_json_is_refused(world: World) -> None:
    broken = {"content": b"{", "headers": {"Content-Type": "application/json"}}
    assert world.client.post(f"{world.api_url}auth.test", **broken).json()["error"] == "invalid_json"  # type: ignore[arg-type]


def test_blocks_that_are_no_json_are_refused(world: World) -> None:
    form = {"channel": world.channel("#smarketing"), "text": "hi", "blocks": "[{"}
    assert post(world, "chat.postMessage", data=form)["error"] == "invalid_blocks_format"


@pytest.mark.parametrize(
    ("token", "code"),
    [("", "not_authed"), ("xoxb-stranger", "invalid_auth"), (APP_TOKEN, "not_allowed_token_type")],
)
def test_a_wrong_token_is_refused_by_its_kind(world: World, token: str, code: str) -> None:
    client = WebClient(token=token, base_url=world.api_url)
    assert refusal(client.auth_test) == code


def test_a_bot_token_can_not_open_a_socket(world: World, slack: WebClient) -> None:
    code = refusal(slack.apps_connections_open, app_token=world.bot_token)
    assert code == "not_allowed_token_type"


def test_every_answer_names_the_scopes(world: World, slack: WebClient) -> None:
    headers = slack.users_list().headers
    assert "chat:write" in headers["x-oauth-scopes"]
    assert headers["x-accepted-oauth-scopes"] == "users:read"


def test_a_missing_argument_is_named(slack: WebClient) -> None:
    answer = refused(slack.api_call, api_method="chat.update", json={"channel": "C0"})
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: ts"]


def test_an_unknown_method_is_named(slack: WebClient) -> None:
    answer = refused(slack.api_call, api_method="chat.shout")
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "chat.shout")


def test_a_method_that_is_not_served_is_refused_loudly(world: World) -> None:
    headers = {"Authorization": f"Bearer {world.bot_token}"}
    response = world.client.post(f"{world.api_url}pins.add", headers=headers)
    assert response.status_code == 501
    assert "pins.add" in response.json()["what"]


def test_api_test_needs_no_token(world: World) -> None:
    answer = world.client.post(f"{world.api_url}api.test", data={"foo": "bar"}).json()
    assert answer == {"ok": True, "args": {"foo": "bar"}}
