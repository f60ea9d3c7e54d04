"""What is owed to whom: for each message its keys, lane, expiry and destination, in this one place.

Where somebody is outside Slack, the party's contact is told instead, else the admin. `Args` are what a template gets.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final, Unpack

from sqlalchemy.orm import Session

from sla.agreement import Agreement, Person, Rung
from sla.lead import Lead
from storage import leaves, readers
from storage.obligations import owe, skip
from storage.saying import Said, When, distinct, keys_of, post, say
from storage.terms import terms

ALERT_LIFE: Final = timedelta(hours=24)
FUN_LIFE: Final = timedelta(days=3)


def hand_off(session: Session, agreement: Agreement, lead: Lead, now: datetime) -> bool:
    """`sla_hand_off` to the lead's rep. Args: lead, passes."""
    said = Said("sla_hand_off", about(lead), f"{lead.passes}:{lead.terms_id}", _of(lead))
    return say(session, agreement, readers.rep(session, agreement, lead.rep), said, now)


def alert(
    session: Session,
    agreement: Agreement,
    lead: Lead,
    rung: Rung,
    *,
    alert_at: datetime,
    now: datetime,
    speak_at: datetime | None = None,
) -> bool:
    """`sla_follow_up_warning` below 100 %, else `sla_follow_up_overdue`, to the reader whom the rung names.

    Where that is the rep, and the rep is away at `now`, their party's contact is told.

    Args: lead, passes, level (`80%`), tell, alert_at (ISO). It is not said any more a day after `speak_at`: the instant
    itself, or the later one that closed hours or a snooze moved it to.
    """
    to = reader_of(session, agreement, lead, rung, now)
    return say(session, agreement, to, _alert(lead, rung, alert_at, speak_at), now)


def reader_of(session: Session, agreement: Agreement, lead: Lead, rung: Rung, now: datetime) -> str | None:
    """Whom the rung tells about the lead at the instant."""
    if rung.tell == "rep":
        return readers.awake_rep(session, agreement, lead.rep, now)
    return readers.contact(session, agreement, rung.tell)


def passed_over(
    session: Session, agreement: Agreement, lead: Lead, rung: Rung, *, alert_at: datetime, why: str
) -> bool:
    """The alert of this rung was due and is not said; on record, with the reason."""
    return skip(session, **keys_of(agreement, _alert(lead, rung, alert_at), alert_at), reason=why)


def reassigned(session: Session, agreement: Agreement, lead: Lead, old_rep: str | None, now: datetime) -> int:
    """`sla_reassigned` to the old and the new rep; returns to how many. Args: lead, passes (the pass-on's number).

    An old rep who is away hears of it when they are back.
    """
    is_away = old_rep is not None and leaves.leave_at(session, agreement.workspace_id, old_rep, now) is not None
    told = distinct(readers.rep(session, agreement, key) for key in ([] if is_away else [old_rep]) + [lead.rep])
    said = (Said("sla_reassigned", about(lead), f"{lead.passes}:{to}", _of(lead)) for to in told)
    return sum(say(session, agreement, to, each, now) for to, each in zip(told, said, strict=True))


def returned(session: Session, agreement: Agreement, lead: Lead, now: datetime) -> bool:
    """`sla_returned` to the contact of the party that handed the lead off. Args: lead, passes."""
    to = readers.contact(session, agreement, agreement.terms.giver.name)
    return say(session, agreement, to, Said("sla_returned", about(lead), "once", _of(lead)), now)


def pacing(
    session: Session, agreement: Agreement, on: date, *, due_at: datetime, expires_at: datetime, now: datetime
) -> bool:
    """`sla_pacing` to the channel, once for the local date that it speaks of. Args: on (ISO date)."""
    args = {"on": on.isoformat()}
    said = Said("sla_pacing", "pacing", on.isoformat(), args, "digest", due_at=due_at, expires_at=expires_at)
    return post(session, agreement, said, now)


def proposal(session: Session, agreement: Agreement, terms_id: int, now: datetime) -> int:
    """`sla_proposal` to each party's contact, new ones included, to be signed; returns to how many. Args: terms."""
    parties = (*agreement.terms.parties, *terms(session, terms_id).parties)
    told = distinct(readers.known(session, agreement, party.contact) for party in parties)
    args = {"terms": terms_id}
    return sum(
        say(session, agreement, to, Said("sla_proposal", f"terms:{terms_id}", to, args, "digest"), now) for to in told
    )


def signed(session: Session, agreement: Agreement, terms_id: int, party: str, now: datetime) -> bool:
    """`sla_signed` to the channel: this party's contact signed. Args: terms, party."""
    args: dict[str, int | str] = {"terms": terms_id, "party": party}
    return post(session, agreement, Said("sla_signed", f"terms:{terms_id}", party, args, "digest"), now)


def celebration(
    session: Session,
    agreement: Agreement,
    *,
    period: str,
    party: str,
    metric: str,
    tier: str | None,
    now: datetime,
    rule: str = "goal_met",
    share: str = "1",
    not_before: datetime | None = None,
) -> bool:
    """`sla_celebration` to the channel, once for each goal, rule and period.

    Args: period, party, rule, metric, tier (""), and for a goal that was exceeded its share of the target ("1.1").
    """
    args = {"period": period, "party": party, "rule": rule, "metric": metric, "tier": tier or ""}
    args |= {} if rule == "goal_met" else {"share": share}
    said = Said(
        kind="sla_celebration",
        subject="celebration",
        occurrence=":".join(args.values()),
        args=args,
        lane="fun",
        not_before=not_before,
        expires_at=(not_before or now) + FUN_LIFE,
    )
    return post(session, agreement, said, now)


def strike(
    session: Session,
    agreement: Agreement,
    strike_id: int,
    *,
    accountable: Iterable[str],
    party: str,
    now: datetime,
    **when: Unpack[When],
) -> int:
    """`sla_strike` in private to each of those who must diagnose it; returns to how many. Args: strike."""
    contact = readers.contact(session, agreement, party)
    told = distinct(readers.known(session, agreement, Person(key, key)) or contact for key in accountable)
    args, subject = {"strike": strike_id}, f"strike:{strike_id}"
    said = {to: Said("sla_strike", subject, to, args, **when) for to in told or [""]}
    return sum(say(session, agreement, to or None, each, now) for to, each in said.items())


def strike_named(session: Session, agreement: Agreement, strike_id: int, now: datetime, **when: Unpack[When]) -> bool:
    """`sla_strike` to the channel at the close, where it names the party alone. Args: strike, in_channel (1)."""
    args = {"strike": strike_id, "in_channel": 1}
    said = Said("sla_strike", f"strike:{strike_id}", "channel", args, "digest", **when)
    return post(session, agreement, said, now)


def escalation(
    session: Session,
    agreement: Agreement,
    *,
    party: str,
    rule: str,
    cause: str,
    now: datetime,
    not_before: datetime | None = None,
    args: Mapping[str, int | str] | None = None,
) -> bool:
    """`sla_escalation` to the party's contact, once for each `cause`. Args: party, rule, and those given."""
    said = Said(
        kind="sla_escalation",
        subject=f"party:{party}",
        occurrence=f"{rule}:{cause}",
        args={"party": party, "rule": rule, **(args or {})},
        not_before=not_before,
    )
    return say(session, agreement, readers.contact(session, agreement, party), said, now)


def review(session: Session, agreement: Agreement, period: str, now: datetime, **when: Unpack[When]) -> bool:
    """`sla_review` to the channel at the close of a period: every goal's verdict. Args: period."""
    said = Said("sla_review", about_review(agreement, period), period, {"period": period}, "digest", **when)
    return post(session, agreement, said, now)


def export(session: Session, agreement: Agreement, to: str, form: str, now: datetime) -> bool:
    """`sla_export` to the person who asked, and to nobody in their place. Args: form (`pdf` or `yaml`)."""
    asked = f"{to}:{form}:{now.timestamp():.6f}"
    said = Said("sla_export", f"export:{agreement.id}", asked, {"form": form})
    keys = keys_of(agreement, said, now)
    return owe(session, **keys, to=to, lane="alert", args=said.args, not_before=now, expires_at=now + ALERT_LIFE)


def about_review(agreement: Agreement, period: str) -> str:
    """The subject of what is said about a period's review; `outbox.edit` takes it."""
    return f"review:{agreement.id}:{period}"


def about(lead: Lead) -> str:
    """The subject of everything that is said about a lead; `obligations.cancel` and `outbox.edit` take it."""
    return f"lead:{lead.id}"


def _alert(lead: Lead, rung: Rung, alert_at: datetime, speak_at: datetime | None = None) -> Said:
    return Said(
        kind="sla_follow_up_warning" if rung.at < 1 else "sla_follow_up_overdue",
        subject=about(lead),
        occurrence=f"{lead.passes}:{lead.terms_id}:{rung.level}:{rung.tell}",
        args={**_of(lead), "level": rung.level, "tell": rung.tell, "alert_at": alert_at.isoformat()},
        due_at=alert_at,
        expires_at=(speak_at or alert_at) + ALERT_LIFE,
    )


def _of(lead: Lead) -> dict[str, int | str]:
    return {"lead": lead.id, "passes": lead.passes}
