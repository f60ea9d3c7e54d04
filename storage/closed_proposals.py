"""Proposals that are not open any more: how they closed, and what somebody is told who comes too late."""

from collections.abc import Sequence
from datetime import datetime

from sla.agreement import Terms
from sla.errors import AlreadyDone, LapsedTerms, OvertakenTerms, StaleTerms, WithdrawnTerms
from sla.signing import Closed
from storage.agreement_rows import TermsRow
from storage.sentences import when, who


def close(row: TermsRow, how: Closed, by: str | None, at: datetime, reason: str | None = None) -> None:
    """The proposal does not wait any more; one that has closed, or is in force, stays as it is."""
    if row.in_force_at is None and row.superseded_at is None:
        row.superseded_at, row.closed_as, row.closed_by, row.closed_reason = at, how.value, by, reason
        row.next_step_at = None


def refuse_closed(row: TermsRow, terms: Terms, now: datetime) -> None:
    """Raise, with who did it and when, where the proposal is not open any more."""
    zone = terms.hours.zone
    if row.superseded_at is None and row.in_force_at is None and row.lapses_at is not None and row.lapses_at <= now:
        raise LapsedTerms(_lapsed(row.lapses_at, terms))
    if row.superseded_at is None:
        return
    at, by = when(row.superseded_at, zone), who(row.closed_by)
    if row.closed_as == Closed.WITHDRAWN:
        raise WithdrawnTerms(f"{by} withdrew these terms at {at}, so there is nothing to sign.")
    if row.closed_as == Closed.LAPSED:
        raise LapsedTerms(_lapsed(row.superseded_at, terms))
    if row.closed_as in (Closed.AGREED, Closed.ENDED):
        raise AlreadyDone("The agreement has ended, so there is nothing to sign.")
    raise StaleTerms(f"{by} proposed newer terms at {at}, in place of these; sign those in `/sla agreement` instead.")


def refuse_overtaken(versions: Sequence[TermsRow], terms: Terms, standing_on: int | None) -> None:
    """Raise OvertakenTerms where terms made from that version would pass over another proposal, or bring one back."""
    if standing_on is None:
        return
    for row in versions:
        is_open = row.in_force_at is None and row.superseded_at is None
        if is_open and row.id != standing_on:
            at = when(row.proposed_at, terms.hours.zone)
            raise OvertakenTerms(
                f"{who(row.proposed_by)} proposed other terms at {at}; yours were not taken. "
                "Look at them in `/sla agreement`, and propose yours on top."
            )
        if row.id == standing_on and row.superseded_at is not None and any(each.in_force_at for each in versions):
            raise OvertakenTerms


def _lapsed(at: datetime, terms: Terms) -> str:
    return f"These terms lapsed at {when(at, terms.hours.zone)}, as not every party had signed; propose them anew."
