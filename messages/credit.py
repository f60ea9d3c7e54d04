"""The words of service credits: what is owed for which miss, how the balance stands, and that it is settled."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from messages import dates, durations, mrkdwn
from messages.blocks import Message, actions, context, section
from messages.elements import Element, button, confirm
from messages.text import Untrusted
from sla.agreement import Terms
from sla.credit import Balance, ServiceCredit
from sla.period import Period

SETTLE: Final = "act:settle"
SETTLE_ALL: Final = "act:settle_all"


def service_credit(terms: Terms, told: ServiceCredit, balance: Balance | None) -> Message:
    """To the channel: one party owes another a credit, for what, and what it owes in all."""
    owes = f"{_party(told.payer)} owes {_party(told.receiver)} a service credit of {_money(told)}"
    if told.withdrawn_at is not None:
        said = [f"~{told.short_id}~: the credit of {_money(told)} is withdrawn. {_reason(told)}"]
    elif told.settled_at is not None:
        said = [f":white_check_mark: {told.short_id}: {owes}; it is settled, {_settled_by(told)}."]
    else:
        said = [f":receipt: {told.short_id}: {owes}.", Untrusted(told.promise).mrkdwn(500)]
    in_all = "Nothing is open between them." if balance is None else f"Open in all: {_open(balance)}."
    rows = [actions(settle_button(told))] if told.is_open else []
    return Message(
        text=" ".join([*said, in_all]),
        blocks=(section("\n".join(said)), *rows, context(in_all)),
        event_type="sla_service_credit",
        payload=_payload(terms, told, balance),
    )


def credit_line(told: ServiceCredit) -> str:
    """One credit in a list."""
    whole = dates.period(Period.named(told.period))
    lead_in = f"{told.short_id}: {_party(told.payer)} owes {_party(told.receiver)} {_money(told)}, {whole}."
    return f"{lead_in} {Untrusted(told.promise).mrkdwn(300)}"


def balance_line(balances: Sequence[Balance]) -> str:
    """What is open in all, by who owes it to whom."""
    return "; ".join(
        f"{_party(each.payer)} owes {_party(each.receiver)} {money(each.amount, each.currency)} in "
        f"{durations.several(each.number, 'credit')}"
        for each in balances
    )


def settle_button(told: ServiceCredit, number: int | None = None) -> Element:
    """The button that says that a credit was paid or set off."""
    suffix = "" if number is None else f":{number}"
    sure = confirm("Settle this credit?", f"{_money(told)} was paid or set off.", "It is settled")
    return button("Settled", f"{SETTLE}{suffix}", str(told.id), confirm=sure)


def settle_all_button(told: Balance, number: int) -> Element:
    """The button that says so of all that is open."""
    amount = money(told.amount, told.currency)
    sure = confirm("Settle all of it?", f"{amount} was paid or set off.", "It is settled")
    return button(Untrusted(f"Settle {amount}"), f"{SETTLE_ALL}:{number}", str(told.first), confirm=sure)


def settled(told: Sequence[ServiceCredit], on_behalf_of: str | None) -> str:
    """What was settled, for whoever did it."""
    total = sum((each.amount for each in told), Decimal(0))
    behalf = f" for {_party(on_behalf_of)}" if on_behalf_of else ""
    named = ", ".join(each.short_id for each in told[:10])
    more = f" and {len(told) - 10} more" if len(told) > 10 else ""
    return f":white_check_mark: Settled{behalf}: {money(total, told[0].currency)} ({named}{more})."


def money(amount: Decimal, currency: str) -> str:
    """The amount with its currency: `USD 1,225.00`."""
    return f"{currency} {amount:,.2f}"


def _open(told: Balance) -> str:
    return f"{money(told.amount, told.currency)} in {durations.several(told.number, 'credit')}"


def _money(told: ServiceCredit) -> str:
    return money(told.amount, told.currency)


def _party(name: str) -> str:
    return mrkdwn.bold(Untrusted(name))


def _reason(told: ServiceCredit) -> str:
    return Untrusted(told.withdrawn_reason or "").mrkdwn(300)


def _settled_by(told: ServiceCredit) -> str:
    behalf = f" for {_party(told.settled_for)}" if told.settled_for else ""
    return f"says {mrkdwn.user(told.settled_by or '')}{behalf}"


def _payload(terms: Terms, told: ServiceCredit, balance: Balance | None) -> dict[str, Any]:
    return {
        "agreement": terms.slug,
        "period": told.period,
        "party": told.payer,
        "rule": told.rule,
        "metric": told.metric,
        "tier": told.tier,
        "credit": told.short_id,
        "amount": str(told.amount),
        "currency": told.currency,
        "balance": str(balance.amount if balance else 0),
    }
