"""Who and which channel an agreement file means: handles and names to Slack's ids."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from intake.agreement_model import AgreementModel
from intake.faults import Fault, Steps
from intake.mistakes import quoted
from sla.agreement import Person

Lookup = Callable[[str], str | None]


@dataclass(frozen=True)
class Directory:
    """Looks up people and channels; without a look-up, as with `offline`, what is not known stays as written."""

    people: Lookup | None
    channels: Lookup | None
    offline: bool = False

    def person(self, written: str) -> Person:
        """The person as written, with their Slack id when they are in Slack and known there."""
        return Person(written, self.people(written) if self.people and "@" in written else None)

    def channel(self, written: str) -> str | None:
        """The channel's id when it is known."""
        return self.channels(written) if self.channels else None

    def faults(self, model: AgreementModel) -> Iterator[Fault]:
        """Who and what Slack doesn't know."""
        if self.offline:
            return
        if self.channels and self.channel(model.channel) is None:
            yield Fault(("channel",), f"Slack knows no channel {quoted(model.channel)}; create it, or check its name.")
        for steps, written in mentions(model):
            if self.people and self._is_unknown(written):
                sentence = f"Slack knows nobody called {quoted(written)}; check the handle, or write a name without @."
                yield Fault(steps, sentence)

    def unknown(self, model: AgreementModel) -> list[str]:
        """Handles and channel of the file without a Slack id, each once: what was not looked up, when offline."""
        people = [written for _, written in mentions(model) if self._is_unknown(written)]
        channel = [] if self.channel(model.channel) else [model.channel]
        return list(dict.fromkeys((*people, *channel)))

    def _is_unknown(self, written: str) -> bool:
        return written.startswith(("@", "<@")) and self.person(written).user is None


def mentions(model: AgreementModel) -> Iterator[tuple[Steps, str]]:
    """Everybody whom the file names, and where."""
    for name, party in model.parties.items():
        yield ("parties", name, "contact"), party.contact
        for field, named in (("members", party.members), ("users", party.users)):
            yield from ((("parties", name, field, number), written) for number, written in enumerate(named))
        if party.reports is not None:
            yield ("parties", name, "reports"), party.reports
    for number, duty in enumerate(model.duties):
        for field, written in (("owner", duty.owner), ("confirm_to", duty.confirm_to)):
            if written is not None:
                yield ("duties", number, field), written
