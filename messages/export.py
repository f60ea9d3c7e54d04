"""The words of an exported agreement: that it comes, and what it is."""

from typing import Final

from messages import mrkdwn
from messages.attachment import Attachment
from messages.blocks import Message, section
from messages.paper import Paper
from messages.text import Untrusted
from sla.agreement import Agreement

EXPORT: Final = "act:export"
PDF, YAML = "pdf", "yaml"
FORMS: Final = {PDF: "a PDF to print", YAML: "a file that `sla-bot apply` takes again"}


def coming(agreement: Agreement, form: str) -> str:
    """What is said at once: the file comes by direct message."""
    title = mrkdwn.bold(Untrusted(agreement.title))
    return f":page_facing_up: {title} is on its way to your direct messages, as {FORMS[form]}."


def file(agreement: Agreement, form: str, content: bytes | Paper) -> Message:
    """To the person who asked: the file."""
    title = mrkdwn.bold(Untrusted(agreement.title))
    said = f":page_facing_up: {title}, terms {agreement.terms_number}, as {FORMS[form]}."
    name = f"{agreement.slug}-terms-{agreement.terms_number}.{form}"
    return Message(
        said,
        (section(said),),
        "sla_export",
        {"agreement": agreement.slug, "terms": agreement.terms_id},
        attachment=Attachment(name, name, content),
    )
