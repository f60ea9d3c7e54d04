"""`blocks.validate`: what Slack would say of blocks, a message or a view, without a token."""

from typing import Any

import pytest
from slack_sdk import WebClient

from tests.sandbox.conftest import refusal, refused
from tests.slack_world import World

DIVIDER = {"type": "divider"}
HEADER = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "T"}}


@pytest.fixture
def anybody(world: World) -> WebClient:
    """A client without a token."""
    return WebClient(base_url=world.api_url)


@pytest.mark.parametrize(
    "given", [{"blocks": [DIVIDER]}, {"message": {"blocks": [DIVIDER]}}, {"view": {**MODAL, "blocks": [DIVIDER]}}]
)
def test_what_slack_takes_passes(anybody: WebClient, given: dict[str, Any]) -> None:
    assert anybody.blocks_validate(**given)["ok"]


@pytest.mark.parametrize(
    ("given", "code", "pointer"),
    [
        ({"blocks": [HEADER]}, "invalid_blocks", "/0/text/text"),
        ({"message": {"blocks": [HEADER]}}, "invalid_message", "/blocks/0/text/text"),
        ({"view": {**MODAL, "blocks": [HEADER]}}, "invalid_view", "/blocks/0/text/text"),
    ],
)
def test_what_it_refuses_is_named_by_its_place(
    anybody: WebClient, given: dict[str, Any], code: str, pointer: str
) -> None:
    answer = refused(anybody.blocks_validate, **given)
    assert (answer["error"], answer["errors"][0]["pointer"]) == (code, pointer)


def test_one_thing_is_checked_at_a_time(anybody: WebClient) -> None:
    assert refusal(anybody.blocks_validate) == "invalid_arguments"
    assert refusal(anybody.blocks_validate, blocks=[DIVIDER], message={"blocks": []}) == "invalid_arguments"
