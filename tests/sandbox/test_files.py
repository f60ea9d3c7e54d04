"""Uploads: a URL, the bytes, completion once, the work on them afterwards, the image that shows them."""

import re

import pytest
from slack_sdk import WebClient

from tests.sandbox.conftest import refusal, refused
from tests.slack_world import World

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def upload(world: World, slack: WebClient, content: bytes = PNG, name: str = "chart.png") -> str:
    place = slack.files_getUploadURLExternal(filename=name, length=len(content))
    assert world.client.post(place["upload_url"], content=content).status_code == 200
    return str(place["file_id"])


def image(file_id: str) -> dict[str, object]:
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "a chart"}


def test_a_chart_goes_up_unshared_and_is_shown_by_an_image_block(world: World, slack: WebClient) -> None:
    file_id = upload(world, slack)
    completed = slack.files_completeUploadExternal(files=[{"id": file_id, "title": "Chart"}])["files"][0]
    slack.chat_postMessage(channel="#smarketing", text="chart", blocks=[image(file_id)])
    shown = world.client.get(completed["url_private"])
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")


def test_the_sdk_uploads_in_one_call(world: World, slack: WebClient) -> None:
    done = slack.files_upload_v2(content=PNG, filename="chart.png", channel=world.channel("#smarketing"))
    assert re.match(r"^F[A-Z0-9]{8,}$", done["file"]["id"])
    assert world.last("#smarketing").face["files"][0]["id"] == done["file"]["id"]


def test_an_upload_may_come_as_multipart(world: World, slack: WebClient) -> None:
    place = slack.files_getUploadURLExternal(filename="chart.png", length=len(PNG))
    assert world.client.post(place["upload_url"], files={"file": PNG}).status_code == 200


def test_an_upload_url_serves_once(world: World, slack: WebClient) -> None:
    place = slack.files_getUploadURLExternal(filename="chart.png", length=len(PNG))
    answers = [world.client.post(place["upload_url"], content=PNG).status_code for _ in range(2)]
    assert answers == [200, 400]


def test_an_upload_of_another_length_is_refused(world: World, slack: WebClient) -> None:
    place = slack.files_getUploadURLExternal(filename="chart.png", length=5)
    assert world.client.post(place["upload_url"], content=PNG).status_code == 400


def test_a_file_is_completed_once(world: World, slack: WebClient) -> None:
    file_id = upload(world, slack)
    slack.files_completeUploadExternal(files=[{"id": file_id}])
    assert refusal(slack.files_completeUploadExternal, files=[{"id": file_id}]) == "file_not_found"


def test_a_file_without_its_bytes_is_not_completed(slack: WebClient) -> None:
    place = slack.files_getUploadURLExternal(filename="chart.png", length=5)
    assert refusal(slack.files_completeUploadExternal, files=[{"id": place["file_id"]}]) == "file_not_found"


def test_a_length_of_nothing_is_refused(slack: WebClient) -> None:
    assert refusal(slack.files_getUploadURLExternal, filename="a.png", length=0) == "invalid_arguments"


def test_a_file_that_is_being_worked_on_can_not_be_shown_yet(world: World, slack: WebClient) -> None:
    world.freeze("2026-10-01T09:00:00Z")
    world.settings(file_delay_seconds=5)
    file_id = upload(world, slack)
    assert slack.files_completeUploadExternal(files=[{"id": file_id}])["files"][0]["mimetype"] == ""
    answer = refused(slack.chat_postMessage, channel="#smarketing", text="x", blocks=[image(file_id)])
    assert "[json-pointer:/blocks/0/slack_file]" in answer["response_metadata"]["messages"][0]
    world.advance(seconds=5)
    assert slack.chat_postMessage(channel="#smarketing", text="x", blocks=[image(file_id)])["ok"]
    assert slack.files_info(file=file_id)["file"]["mimetype"] == "image/png"


def test_only_pictures_are_shown(world: World, slack: WebClient) -> None:
    file_id = upload(world, slack, b"lead,due\n", "leads.csv")
    slack.files_completeUploadExternal(files=[{"id": file_id}])
    assert refusal(slack.chat_postMessage, channel="#smarketing", text="x", blocks=[image(file_id)]) == "invalid_blocks"


@pytest.mark.parametrize(
    ("channel", "code"), [("U0123456789", "invalid_arguments"), ("C0123456789", "channel_not_found")]
)
def test_a_file_is_shared_with_channels_only(world: World, slack: WebClient, channel: str, code: str) -> None:
    file_id = upload(world, slack)
    assert refusal(slack.files_completeUploadExternal, files=[{"id": file_id}], channel_id=channel) == code


def test_a_file_is_shared_only_where_the_bot_is(world: World, slack: WebClient) -> None:
    file_id = upload(world, slack)
    general = world.channel("#general")
    assert refusal(slack.files_completeUploadExternal, files=[{"id": file_id}], channel_id=general) == "not_in_channel"
