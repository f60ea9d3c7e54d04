"""What happened to a lead, in the words of its card."""

from collections.abc import Iterable
from typing import Final

from messages import goals, mrkdwn
from messages.lead_card import Deed
from sla.history import Attempt, Deal, Happening, Hold, PassOn, Return
from sla.lead import Channel

DID: Final = {
    Channel.CALL: "called",
    Channel.EMAIL: "e-mailed",
    Channel.MEETING: "met the lead",
    Channel.OTHER: "tried",
}
NOUNS: Final = {
    Channel.CALL: "a call",
    Channel.EMAIL: "an e-mail",
    Channel.MEETING: "a meeting",
    Channel.OTHER: "another attempt",
}


def deed(happened: Happening) -> Deed:
    """One thing that happened."""
    match happened:
        case Attempt():
            return _attempt(happened)
        case Hold():
            return Deed("put it on hold", happened.by, happened.at, note=happened.reason)
        case PassOn():
            how = f"passed it on to {_whom(happened.new_rep)}"
            return Deed(how, None if happened.automatic else happened.by, happened.at)
        case Return():
            return Deed("gave it back", happened.by, happened.at, note=happened.reason)
        case Deal():
            return Deed(f"won it for {goals.amount(happened.revenue)}", happened.by, happened.at)


def latest(happened: Iterable[Happening], most: int = 3) -> list[Deed]:
    """The last few things that happened, in order."""
    return [deed(each) for each in list(happened)[-most:]]


def noun(channel: Channel, connected: bool) -> str:
    """An attempt as a thing: `a call`, `an e-mail that connected`."""
    if connected:
        return "a connection" if channel is Channel.OTHER else f"{NOUNS[channel]} that connected"
    return NOUNS[channel]


def _attempt(tried: Attempt) -> Deed:
    if tried.connected:
        did = "connected" if tried.channel is Channel.OTHER else f"{DID[tried.channel]} and connected"
    else:
        did = DID[tried.channel]
    by = tried.logged_by or tried.by
    return Deed(
        f"{did} (automatically)" if tried.automated else did, by, tried.at, tried.by if by != tried.by else None
    )


def _whom(key: str | None) -> str:
    return mrkdwn.user(key) if key else "nobody yet"
