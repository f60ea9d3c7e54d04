"""A tier's minimum: whether a lead is good enough to hand off, or stays with marketing to be nurtured until it is."""

from dataclasses import dataclass
from datetime import datetime

from sla.agreement import Terms
from sla.clauses import Minimum
from sla.errors import BadLead
from sla.lead import NewLead, number_of, short_id

MARK = "N-"


@dataclass(frozen=True)
class Nurtured:
    """A lead that marketing nurtures since an instant (UTC); `lead_id` is the lead's number once it was handed off."""

    id: int
    agreement_id: int
    new: NewLead
    since_at: datetime
    updated_at: datetime
    by: str | None
    lead_id: int | None = None

    @property
    def short_id(self) -> str:
        """`N-4F7K`: as a lead's short id, with an N."""
        return MARK + short_id(self.id).removeprefix("L-")


def nurtured_number(text: str) -> int:
    """The number behind `N-4F7K`; raises BadShortId."""
    return number_of("L-" + text.strip().upper().removeprefix(MARK))


def minimum_of(terms: Terms, tier: str | None) -> Minimum | None:
    """What a lead of this tier needs before it is handed off; None where nothing is asked."""
    found = terms.tier(tier)
    return found.minimum if found is not None else None


def is_fit(terms: Terms, new: NewLead) -> bool:
    """Whether the lead reaches its tier's minimum; raises BadLead when the tier asks for what nobody has said."""
    asked = minimum_of(terms, new.tier)
    if asked is None:
        return True
    unsaid = [name for name in ("score", "activity") if getattr(asked, name) is not None and getattr(new, name) is None]
    if unsaid:
        raise BadLead(f"Leads of the tier “{new.tier}” need {_all(asked)}; write {_written(asked, unsaid)}.")
    return all(reached >= least for least, reached in _pairs(asked, new))


def lacking(asked: Minimum, new: NewLead) -> str:
    """What the lead has too little of, against what is asked, such as `score 40 of 50`."""
    named = zip(("score", "activity"), (new.score, new.activity), (asked.score, asked.activity), strict=True)
    return " and ".join(
        f"{name} {has or 0} of {least}" for name, has, least in named if least is not None and (has or 0) < least
    )


def _pairs(asked: Minimum, new: NewLead) -> list[tuple[int, int]]:
    both = (asked.score, new.score), (asked.activity, new.activity)
    return [(least, reached or 0) for least, reached in both if least is not None]


def _all(asked: Minimum) -> str:
    said = ("a score", asked.score), ("an activity", asked.activity)
    return " and ".join(f"{name} of {least}" for name, least in said if least is not None)


def _written(asked: Minimum, unsaid: list[str]) -> str:
    return " ".join(f"{name}:{getattr(asked, name)}" for name in unsaid)
