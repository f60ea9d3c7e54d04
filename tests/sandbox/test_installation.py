"""Installing the app by OAuth, and what takes its token, its scopes or itself away."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore

from sandbox.manifest import Manifest
from sandbox.tokens import BOT_TOKEN, CLIENT_ID, CLIENT_SECRET
from tests.sandbox.conftest import refusal, refused
from tests.slack_world import World, app_for, connected, running_world

Json = dict[str, Any]
BACK = "https://app.example/slack/oauth_redirect"


def asked(**more: str) -> dict[str, str]:
    return {"client_id": CLIENT_ID, "scope": "chat:write,commands", "redirect_uri": BACK, "state": "s1", **more}


def decide(world: World, decision: str = "allow", **more: str) -> dict[str, list[str]]:
    """Presses a button of the authorize page; returns what the app is sent back with."""
    form = {**asked(**more), "decision": decision, "user": "ada"}
    answer = world.client.post(f"{world.url}/oauth/v2/authorize", data=form)
    assert answer.status_code == 302, answer.text
    assert answer.headers["location"].startswith(BACK)
    return parse_qs(urlsplit(answer.headers["location"]).query)


def access(world: World, code: str, **more: Any) -> Json:
    order = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uri": BACK, **more}
    return dict(WebClient(base_url=world.api_url).oauth_v2_access(code=code, **order).data)  # type: ignore[arg-type]


def test_the_authorize_page_names_the_app_and_what_it_asks_for(world: World) -> None:
    page = world.client.get(f"{world.url}/oauth/v2/authorize", params=asked())
    assert page.status_code == 200
    assert "SLA Bot asks to be let into Company X" in page.text
    assert "<code>chat:write</code>" in page.text and page.text.index("Ada Admin") < page.text.index("Josh Marlow")


def test_a_code_is_worth_a_token_once(world: World) -> None:
    back = decide(world)
    granted = access(world, back["code"][0])
    assert back["state"] == ["s1"]
    assert (granted["token_type"], granted["access_token"]) == ("bot", BOT_TOKEN)
    assert (granted["authed_user"]["id"], granted["team"]["name"]) == (world.person("ada"), "Company X")
    assert refusal(access, world=world, code=back["code"][0]) == "invalid_code"


def test_a_refusal_goes_back_without_a_code(world: World) -> None:
    assert decide(world, "cancel") == {"error": ["access_denied"], "state": ["s1"]}


def test_a_code_is_worth_nothing_after_ten_minutes(world: World) -> None:
    world.freeze("2026-10-01T09:00:00Z")
    code = decide(world)["code"][0]
    world.advance(seconds=601)
    assert refusal(access, world=world, code=code) == "invalid_code"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"client_secret": "guessed"}, "bad_client_secret"),
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"redirect_uri": "https://elsewhere.example"}, "bad_redirect_uri"),
        ({"grant_type": "magic"}, "invalid_grant_type"),
    ],
)
def test_a_code_is_given_to_its_app_alone(world: World, more: Json, code: str) -> None:
    granted = decide(world)["code"][0]
    order = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uri": BACK, **more, "code": granted}
    answer = httpx.post(f"{world.api_url}oauth.v2.access", data=order, trust_env=False).json()
    assert (answer["ok"], answer["error"]) == (False, code)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"scope": ""}, "asks for no scope"),
        ({"scope": "admin"}, "manifest does not have admin"),
        ({"user_scope": "chat:write"}, "no tokens of people"),
    ],
)
def test_a_wrong_request_is_one_sentence_on_the_page(world: World, more: dict[str, str], sentence: str) -> None:
    page = world.client.get(f"{world.url}/oauth/v2/authorize", params=asked(**more))
    assert page.status_code == 400 and sentence in page.text


def test_the_manifest_decides_where_the_browser_goes_back_to() -> None:
    with running_world(Manifest(redirect_urls=("https://app.example/slack",))) as world:
        assert decide(world)["code"]
        page = world.client.get(f"{world.url}/oauth/v2/authorize", params=asked(redirect_uri="https://evil.example"))
        assert page.status_code == 400 and "bad_redirect_uri" in page.text


def test_the_transcript_keeps_no_secret_of_an_installation(world: World) -> None:
    access(world, code := decide(world)["code"][0])
    kept = str(world.transcript("call", "oauth.v2.access"))
    assert CLIENT_SECRET not in kept and code not in kept and BOT_TOKEN not in kept


def test_an_uninstalled_app_loses_its_token_and_is_told(world: World) -> None:
    with connected(app := app_for(world), world):
        events: list[Json] = []
        for name in ("app_uninstalled", "tokens_revoked"):
            app.event(name)(lambda event: events.append(event))  # noqa: PLW0108
        world.post("uninstall", {})
        world.until(lambda: len(events) == 2, "two events were to come")
    revoked = next(one for one in events if one["type"] == "tokens_revoked")
    assert len(revoked["tokens"]["bot"]) == 1 and revoked["tokens"]["oauth"] == []
    assert refusal(world.web_client().auth_test) == "account_inactive"


def test_nobody_reaches_an_uninstalled_app(world: World) -> None:
    with connected(app_for(world), world):
        world.post("uninstall", {})
        assert world.command("amy", "#smarketing", "/sla").error == "invalid_command"
        shown = world.shortcut("amy", "hand_off")
    assert "not installed" in shown.face["sentence"]


def test_an_app_that_is_installed_again_gets_a_fresh_token(world: World) -> None:
    world.post("uninstall", {})
    token = access(world, decide(world)["code"][0])["access_token"]
    assert token.startswith("xoxb-") and token != BOT_TOKEN
    headers = WebClient(token=token, base_url=world.api_url).auth_test().headers
    assert headers["x-oauth-scopes"] == "chat:write,commands"


def test_an_app_may_revoke_its_own_token(world: World, slack: WebClient) -> None:
    assert slack.auth_revoke(test=True)["revoked"] is False
    assert slack.auth_revoke()["revoked"] is True
    assert refusal(slack.auth_test) == "token_revoked"
    assert not world.get("state")["is_installed"]


def test_an_app_may_uninstall_itself(world: World, slack: WebClient) -> None:
    wrong = refused(slack.apps_uninstall, client_id=CLIENT_ID, client_secret="guessed")
    assert wrong["error"] == "bad_client_secret"
    assert slack.apps_uninstall(client_id=CLIENT_ID, client_secret=CLIENT_SECRET)["ok"]
    assert refusal(slack.auth_test) == "account_inactive"


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "token_expired", "invalid_auth"])
def test_a_token_may_be_refused_in_each_way_and_come_back(world: World, slack: WebClient, code: str) -> None:
    world.post("token", {"refusal": code})
    assert refusal(slack.auth_test) == code
    world.post("token", {"refusal": None})
    assert slack.auth_test()["ok"]


def test_the_app_level_token_may_be_refused_too(world: World) -> None:
    world.post("token", {"kind": "app", "refusal": "token_revoked"})
    code = refusal(WebClient(base_url=world.api_url).apps_connections_open, app_token=world.app_token)
    assert code == "token_revoked"


def test_a_scope_may_be_taken_away_and_given_back(world: World, slack: WebClient) -> None:
    world.post("scopes", {"remove": ["chat:write"]})
    answer = refused(slack.chat_postMessage, channel="#smarketing", text="hi")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    world.post("scopes", {"add": ["chat:write"]})
    assert slack.chat_postMessage(channel="#smarketing", text="hi")["ok"]


def test_bolts_own_oauth_flow_installs_the_app(world: World, tmp_path: Any) -> None:
    settings = OAuthSettings(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        scopes=["chat:write", "commands"],
        redirect_uri=BACK,
        authorization_url=f"{world.url}/oauth/v2/authorize",
        installation_store=FileInstallationStore(base_dir=str(tmp_path), client_id=CLIENT_ID),
        state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=str(tmp_path)),
    )
    app = App(signing_secret=world.signing_secret, oauth_settings=settings, client=WebClient(base_url=world.api_url))
    flow = app.oauth_flow
    assert flow is not None
    started = flow.handle_installation(BoltRequest(body="", headers={}))
    url = re.search(r'"(http[^"]+authorize[^"]*)"', started.body)
    assert url is not None
    state = parse_qs(urlsplit(url[1].replace("&amp;", "&")).query)["state"][0]
    back = decide(world, state=state)
    cookie = started.headers["set-cookie"][0].split(";")[0]
    query = f"code={back['code'][0]}&state={state}"
    done = flow.handle_callback(BoltRequest(body="", query=query, headers={"cookie": [cookie]}))
    assert done.status == 200, done.body
    found = settings.installation_store.find_bot(enterprise_id=None, team_id=world.get("state")["team"]["id"])
    assert found is not None and found.bot_token == BOT_TOKEN
