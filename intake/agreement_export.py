"""Terms written as an agreement file that loads again to the same terms."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter

from intake.business_calendar import holiday_dates
from sla.agreement import Terms
from sla.wording import worded


class _Representer(SafeRepresenter):
    """Writes exact decimals as plain numbers."""


def _decimal(representer: SafeRepresenter, value: Decimal) -> ScalarNode:
    """With a fourth decimal after three, as 1.186 is a thousand and more to some and refused when read."""
    written = f"{value:f}"
    thousandths = len(written.partition(".")[2]) == 3
    node: ScalarNode = representer.represent_scalar("tag:yaml.org,2002:float", written + "0" * thousandths)
    return node


_Representer.add_representer(Decimal, _decimal)


def to_yaml(terms: Terms) -> str:
    """The terms as an agreement file: who means the same people and channel by its names loads the same terms."""
    return dumped(worded(_without_holidays(terms)))


def _without_holidays(terms: Terms) -> Terms:
    """The terms with the closures that the file itself must name; the holidays' place brings the others."""
    closed = terms.calendar.closed
    if not terms.holidays or not closed:
        return terms
    years = range(min(closed).year, max(closed).year + 1)
    resolved = holiday_dates(terms.holidays, years)
    by_hand: dict[date, str] = {day: reason for day, reason in closed.items() if resolved.get(day) != reason}
    return replace(terms, calendar=replace(terms.calendar, closed=by_hand))


def dumped(said: dict[str, Any]) -> str:
    """A document as YAML."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 4096
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    text = StringIO()
    yaml.dump(said, text)
    return text.getvalue()
