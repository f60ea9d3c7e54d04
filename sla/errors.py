"""Everything that can be refused, as sentences that a person can act on."""


class SlaError(Exception):
    """That could not be done; look at what you typed and try again."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or " ".join((type(self).__doc__ or "").split()))


class UnknownZone(SlaError):
    """That time zone is not known; write one such as Europe/Rome."""


class BadOpening(SlaError):
    """Those hours can't be read; write them as 09:00-13:00, 22:00-06:00 or 00:00-24:00."""


class BadCalendar(SlaError):
    """A calendar's week has seven days, Monday first."""


class NeverOpen(SlaError):
    """These business hours have no open time in 400 days; give at least one day its hours."""


class TooFarAway(SlaError):
    """The clock reckons from the year 1900 to 2999; check the year of that date."""


class BadWindow(SlaError):
    """That is not a duration; write minutes, hours or working days, such as 30m, 1h or 2d."""


class BadPause(SlaError):
    """A pause can't end before it starts; check its two instants."""


class BadPeriod(SlaError):
    """That is not a period; write it as 2026-10, 2026-Q4, 2026-W45 or 2026."""


class BadPostingDay(SlaError):
    """That is not a day to post on; write day, working_days, last_working_day, a weekday or a day's number."""


class BadFigure(SlaError):
    """That is not a number; write it as 100, 1,000 or 4.5."""


class BadCalculation(SlaError):
    """That can't be calculated; every figure must be more than 0."""


class UnknownParty(SlaError):
    """This agreement has no such party. See `/sla agreement` for its parties."""


class NoHandOff(SlaError):
    """No leads are handed off under this agreement. See `/sla agreement` for what it promises."""


class BadShortId(SlaError):
    """That is not the id of a lead. Ids look like L-4F7K; `/sla leads` lists yours."""


class NoAgreement(SlaError):
    """No agreement lives in this channel. `/sla agreement new` sets one up."""


class WhichAgreement(SlaError):
    """This channel holds several agreements. Name one: put its slug first."""


class NoSuchLead(SlaError):
    """No open lead goes by that name or id. `/sla leads` lists them."""


class WhichLead(SlaError):
    """Several open leads go by that name. Use the id, such as L-4F7K."""


class AlreadyHandedOff(SlaError):
    """This lead was handed off already."""


class AlreadyDone(SlaError):
    """Somebody was faster: that is done already."""


class NotAllowed(SlaError):
    """You may not do that under this agreement."""


class UnknownPerson(SlaError):
    """Slack knows nobody by that name. Use @name, an e-mail address or a user id."""


class StaleTerms(SlaError):
    """These terms were replaced by a newer proposal; sign that one instead."""


class WithdrawnTerms(SlaError):
    """These terms were withdrawn; there is nothing to sign. `/sla agreement` shows what holds."""


class LapsedTerms(SlaError):
    """These terms have lapsed, as not every party had signed in time; propose them anew."""


class OvertakenTerms(SlaError):
    """Somebody proposed other terms meanwhile; look at them in `/sla agreement`, and propose yours on top."""


class BadRemark(SlaError):
    """Say it in a sentence that the others will understand."""


class NoWorkspace(SlaError):
    """The bot serves no workspace yet. Start it with `sla-bot run` once, so that it gets to know yours."""


class WhichWorkspace(SlaError):
    """This database serves several workspaces; say which with --team."""


class DatabaseTooNew(SlaError):
    """The database is newer than this version of sla-bot; install the newer version, or restore an older backup."""


class DatabaseTooOld(SlaError):
    """The database is older than this version of sla-bot; run `sla-bot db upgrade`."""


class BadLead(SlaError):
    """That lead can't be taken; give it a name, and a tier that the agreement knows."""


class BadAttempt(SlaError):
    """An attempt comes after the hand-off and not after now; check its instant."""


class BadHold(SlaError):
    """A hold ends after now; write until when the lead asked to wait."""


class HoldTooLong(SlaError):
    """A lead may be held for five working days at most; hold it again then, if it asks once more."""


class BadSnooze(SlaError):
    """A snooze ends after now; pick a later instant."""


class BadDeal(SlaError):
    """That deal can't be taken; its revenue is an amount of 0 or more, with at most four decimals."""


class StaleReview(SlaError):
    """A later period has closed since; decide on its review instead: `/sla review last` shows it."""


class NoSuchStrike(SlaError):
    """There is no such strike here. `/sla strikes` lists them."""


class NoSuchCredit(SlaError):
    """There is no such service credit here. `/sla strikes` lists those that are open."""


class NoSuchPlan(SlaError):
    """There is no such make-up plan here. `/sla strikes` lists those that are open."""


class NoSuchDuty(SlaError):
    """There is no such duty here. `/sla status` shows what is owed."""


class BadDuty(SlaError):
    """That can't be taken; check the day, the time and the number of units."""


class BadHours(SlaError):
    """Those hours can't be read; write them as mon-thu 09:00-13:00, fri 10:00-12:00, with at least one day."""


class BadLeave(SlaError):
    """A leave ends after now, and after it begins; check its days."""


class NoSuchLeave(SlaError):
    """There is no such leave any more. `/sla away list` shows yours."""
