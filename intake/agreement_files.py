"""Agreement files: read with every mistake told at once, written so that they load again to the same terms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from intake import business_calendar, sentences
from intake.agreement_export import to_yaml
from intake.agreement_model import AgreementModel, json_schema
from intake.agreement_rules import faults
from intake.agreement_terms import terms_of
from intake.directory import Directory, Lookup
from intake.draft import Draft, draft
from intake.locate import Tree, tree
from intake.mistakes import BadAgreementFile, Mistake
from sla.agreement import Terms
from sla.difference import difference

__all__ = ["AgreementFile", "BadAgreementFile", "Mistake", "difference", "json_schema", "read", "text_of", "to_yaml"]


@dataclass(frozen=True)
class AgreementFile:
    """A sound agreement file: its text, its terms, and the id of its channel where that is known."""

    text: str
    terms: Terms
    channel: str | None
    model: AgreementModel
    directory: Directory

    @property
    def unknown(self) -> list[str]:
        """The handles and the channel that it names and that have no Slack id, as written."""
        return self.directory.unknown(self.model)

    def terms_with_holidays_of(self, years: range) -> Terms:
        """The terms as they are when the holidays of these years are resolved."""
        return terms_of(self.model, _closed(self.model, years), self.directory)


def text_of(content: bytes) -> str:
    """The text of a file in UTF-8, with or without BOM; raises BadAgreementFile at the first byte that is none."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before) - before.rfind(b"\n")
        sentence = "This is not UTF-8; save the file in that encoding."
        raise BadAgreementFile([Mistake(before.count(b"\n") + 1, column, sentence)]) from None


def read(
    text: str, *, people: Lookup | None, channels: Lookup | None, today: date, offline: bool = False
) -> AgreementFile:
    """The file's terms; holidays are resolved up to fifteen years after `today` (or its start).

    `people` and `channels` give the Slack id of a `@handle` or `#channel`, or None; whom they do not know is refused
    unless `offline`. Raises BadAgreementFile with every mistake.
    """
    return of_tree(tree(text), text, Directory(people, channels, offline), today)


def of_tree(found: Tree, text: str, directory: Directory, today: date) -> AgreementFile:
    """The same of values whose places are known; raises BadAgreementFile with every mistake."""
    sound, error = draft(found)
    mistakes = [*found.mistakes, *(sentences.mistakes(error, found) if error else ())]
    if sound is not None:
        mistakes += _contradictions(sound, found, directory, today)
    if mistakes or sound is None:
        raise BadAgreementFile(mistakes)
    years = business_calendar.holiday_years(sound.model.starts, today)
    terms = terms_of(sound.model, _closed(sound.model, years), directory)
    return AgreementFile(text, terms, directory.channel(sound.model.channel), sound.model, directory)


def _contradictions(sound: Draft, found: Tree, directory: Directory, today: date) -> Iterator[Mistake]:
    for fault in (*faults(sound, today), *directory.faults(sound.model)):
        place = sound.place(fault.steps)
        if place is not None:
            yield found.mistake(place, fault.sentence, at_key=fault.at_key)


def _closed(model: AgreementModel, years: range) -> dict[date, str]:
    place = model.business_hours.holidays
    resolved = business_calendar.holiday_dates(place, years) if place else {}
    return resolved | business_calendar.closures(model.business_hours)
