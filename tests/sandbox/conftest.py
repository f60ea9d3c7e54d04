"""What the sandbox's tests share: a fresh world, a client of its Web API, and the code of a refusal."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.slack_world import World, world

__all__ = ["refusal", "refused", "slack", "world"]


@pytest.fixture
def slack(world: World) -> WebClient:
    """A client with the bot's token and no retries."""
    return world.web_client()


def refusal(call: Callable[..., Any], **args: Any) -> str:
    """The error code that a call is refused with; fails when it is not."""
    return str(refused(call, **args)["error"])


def refused(call: Callable[..., Any], **args: Any) -> dict[str, Any]:
    """The whole answer that a call is refused with; fails when it is not."""
    with pytest.raises(SlackApiError) as caught:
        call(**args)
    return dict(caught.value.response.data)
