"""Menus to choose from: static, external, people, channels, conversations; one or several."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments, ValueChangeEventArguments

from sandbox.channels import IM, PRIVATE, PUBLIC, Channel
from sandbox.page import emoji
from sandbox.page.confirm import confirmed
from sandbox.page.names import Names
from sandbox.page.surface import Control
from sandbox.people import SLACKBOT
from sandbox.wire import Json

LOOKS = "outlined dense options-dense behavior=menu transition-duration=0 popup-content-class=choices-popup"
OPTION = """
<q-item v-if="props.opt.is_heading" class="heading" role="presentation">{{ props.opt.label }}</q-item>
<q-item v-else v-bind="props.itemProps">
  <q-item-section>
    <q-item-label>{{ props.opt.label }}</q-item-label>
    <q-item-label v-if="props.opt.description" caption>{{ props.opt.description }}</q-item-label>
  </q-item-section>
</q-item>
"""
NOTHING = '<q-item class="heading" role="presentation">No results</q-item>'
FILTER_KINDS = {IM: "im", PUBLIC: "public", PRIVATE: "private"}
CHOSEN = " "  # a placeholder that is there but says nothing: the page's style tells by it whether something is typed
WORDS = {"static": "an option", "external": "an option", "users": "a person", "channels": "a channel"}


@dataclass(frozen=True)
class Choice:
    """One line of a menu; `value` is what the state carries. A heading can't be chosen."""

    key: str
    label: str
    value: Any = None
    description: str = ""
    is_heading: bool = False


@dataclass
class Choices:
    """The lines of one menu, by their keys."""

    by_key: dict[str, Choice] = field(default_factory=dict)

    def take(self, choices: Iterable[Choice]) -> dict[str, str]:
        """Takes new lines in place of all others; returns keys with labels."""
        self.by_key = {one.key: one for one in choices}
        return {key: one.label for key, one in self.by_key.items()}


class Chooser(ui.select):
    """A menu that can be typed into."""

    def __init__(self, choices: list[Choice], chosen: list[str], is_multiple: bool) -> None:
        self.choices = Choices()
        value = chosen if is_multiple else next(iter(chosen), None)
        super().__init__(self.choices.take(choices), value=value, multiple=is_multiple, with_input=True)
        self.props(LOOKS).props(remove="hide-selected fill-input").add_slot("option", OPTION)
        self.add_slot("no-option", NOTHING)

    def offer(self, choices: Iterable[Choice]) -> None:
        """Offers other lines; those that are chosen stay."""
        keys = self.value if isinstance(self.value, list) else [self.value]
        chosen = [self.choices.by_key[key] for key in keys if key in self.choices.by_key]
        fresh = {one.key: one for one in [*choices, *chosen]}
        self.set_options(self.choices.take(fresh.values()))

    def picked(self) -> list[Choice]:
        """The lines that are chosen."""
        keys = self.value if isinstance(self.value, list) else [self.value]
        return [self.choices.by_key[key] for key in keys if key in self.choices.by_key]

    def _update_options(self) -> None:
        super()._update_options()
        for line, choice in zip(self._props["options"], self.choices.by_key.values(), strict=True):
            line.update(description=choice.description, is_heading=choice.is_heading, disable=choice.is_heading)


def select(control: Control) -> Element:
    """Any select, single or multiple."""
    kind = control.element["type"].removeprefix("multi_").removesuffix("_select")
    held = control.value or []
    chosen = held if isinstance(held, list) else [held]
    choices = _offered(control, kind)
    known = {one.key for one in choices}
    choices += [one for one in (_held(control.surface.names, value) for value in chosen) if one.key not in known]
    is_multiple = control.element["type"].startswith("multi_")
    chooser = Chooser(choices, [_key(value) for value in chosen], is_multiple)
    chooser.props.set_optional("max-values", control.element.get("max_selected_items") if is_multiple else None)
    chooser.props.set_bool("use-chips", is_multiple)
    _dress(control, chooser, kind, bool(chosen))
    _follow(control, chooser)
    if kind == "external":
        _ask_app(control, chooser)
    return chooser


def _dress(control: Control, chooser: Chooser, kind: str, is_chosen: bool) -> None:
    placeholder = control.placeholder or f"Choose {WORDS.get(kind, 'a conversation')}"
    chooser.props["placeholder"] = CHOSEN if is_chosen else placeholder
    chooser.props.set_bool("clearable", control.is_input and bool(control.block.get("optional")))
    chooser.classes("chooser")
    control.named(chooser, placeholder)
    words = {True: CHOSEN, False: placeholder}
    chooser.on_value_change(lambda event: chooser.props.update(placeholder=words[bool(event.value)]))


def _follow(control: Control, chooser: Chooser) -> None:
    settled = [chooser.value]

    async def change(event: ValueChangeEventArguments[Any]) -> None:
        if event.value == settled[0]:
            return
        if not await confirmed(control.element.get("confirm"), control.surface.names):
            chooser.value = settled[0]
            return
        settled[0] = event.value
        values = [one.value for one in chooser.picked()]
        await control.press(values if chooser.multiple else next(iter(values), None))

    chooser.on_value_change(change)


def _ask_app(control: Control, chooser: Chooser) -> None:
    least = control.element.get("min_query_length", 3)

    async def ask(event: GenericEventArguments) -> None:
        typed = str(event.args or "")
        if len(typed) < least:
            chooser.offer([])
            return
        answer = await control.surface.suggest(control.element, control.block_id, typed)
        chooser.offer(_lines(answer.get("options") or [], answer.get("option_groups") or []))

    chooser.on("input-value", ask)
    if not least:
        chooser.on("focus", lambda: ask(GenericEventArguments(sender=chooser, client=chooser.client, args="")))


def _offered(control: Control, kind: str) -> list[Choice]:
    names, element = control.surface.names, control.element
    if kind == "static":
        return _lines(element.get("options") or [], element.get("option_groups") or [])
    if kind == "users":
        return [_person(names, one.id) for one in names.people()]
    if kind == "channels":
        return [_place(names, one) for one in names.channels() if one.kind == PUBLIC]
    if kind == "conversations":
        return [_place(names, one) for one in names.channels() if _is_wanted(names, one, element.get("filter") or {})]
    return []


def _is_wanted(names: Names, channel: Channel, wanted: Json) -> bool:
    if wanted.get("include") and FILTER_KINDS.get(channel.kind) not in wanted["include"]:
        return False
    if channel.kind != IM:
        return True
    partner = channel.partner_of(names.viewer.id)
    return partner != SLACKBOT and not (wanted.get("exclude_bot_users") and partner == names.workspace.bot.id)


def _held(names: Names, value: Any) -> Choice:
    if isinstance(value, dict):
        return _option(value)
    channel = names.workspace.channels.find(str(value))
    return _place(names, channel) if channel else _person(names, str(value))


def _person(names: Names, user_id: str) -> Choice:
    name = names.person(user_id)
    return Choice(user_id, names.full(user_id), user_id, f"@{name}" if name != user_id else "")


def _place(names: Names, channel: Channel) -> Choice:
    sign = {PUBLIC: "# ", PRIVATE: "🔒 "}.get(channel.kind, "")
    return Choice(channel.id, sign + names.channel(channel.id), channel.id)


def _lines(options: list[Json], groups: list[Json]) -> list[Choice]:
    lines = [_option(one) for one in options]
    for place, group in enumerate(groups):
        lines.append(Choice(f"group {place}", _words(group.get("label")), is_heading=True))
        lines += [_option(one) for one in group.get("options") or []]
    return lines


def _option(option: Json) -> Choice:
    return Choice(_key(option), _words(option.get("text")), option, _words(option.get("description")))


def _key(value: Any) -> str:
    return f"option {value.get('value')}" if isinstance(value, dict) else str(value)


def _words(text: object) -> str:
    words = str(text.get("text", "")) if isinstance(text, dict) else ""
    return emoji.SHORT_NAME.sub(lambda found: emoji.named(found[1]), words)
