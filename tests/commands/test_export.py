"""The agreement as a file by direct message: YAML that loads again, and a PDF to print."""

from datetime import date

from intake.agreement_files import read
from storage import people
from tests.bot_world import BotWorld
from tests.commands.acting import HERE, answered, press
from tests.slack_world import Seen


def sent(world: BotWorld, user: str, label: str) -> tuple[Seen, bytes]:
    """Presses the button below the agreement; the message in the direct messages, and what its file holds."""
    said = press(world, user, answered(world, user, "agreement"), label, HERE).reply().text
    assert "on its way to your direct messages" in said
    [message] = world.expect_posts((f"@{user}", "Smarketing at Company X"))
    return message, world.client.get(message.face["files"][0]["url_private"]).content


def test_the_yaml_loads_again_to_the_same_terms(fresh: BotWorld) -> None:
    fresh.forget_messages()
    _, content = sent(fresh, "rita", "YAML")
    with fresh.reading() as session:
        known = {one.handle: one.user_id for one in people.everyone(session, fresh.workspace.id)}
        terms = read(
            content.decode(),
            people=lambda written: known.get(written.removeprefix("@")),
            channels=lambda _written: fresh.channel(HERE),
            today=date(2026, 10, 1),
        ).terms
    assert terms == fresh.agreement().terms


def test_the_pdf_comes_by_direct_message(fresh: BotWorld) -> None:
    fresh.forget_messages()
    message, content = sent(fresh, "amy", "PDF")
    assert content.startswith(b"%PDF-") and content.count(b"/Type /Page\n") >= 1
    assert message.face["files"][0]["name"] == "company-x-terms-1.pdf"
