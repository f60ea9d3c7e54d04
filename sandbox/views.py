"""Modals in their stacks, and Home tabs."""

from dataclasses import dataclass, field

from sandbox.blocks import state_values
from sandbox.ids import Ids
from sandbox.wire import Json, SlackError

STACK_MAX = 3


@dataclass
class View:
    """One view as the app described it, and what its person has put in so far."""

    id: str
    user: str
    shape: Json
    hash: str
    external_id: str = ""
    previous_id: str | None = None
    root_id: str = ""
    typed: dict[tuple[str, str], Json] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, each with an id."""
        blocks: list[Json] = self.shape.get("blocks", [])
        return blocks

    def values(self) -> Json:
        """`state.values`: what stands in each element now."""
        return state_values(self.blocks, self.typed)


@dataclass
class Views:
    """All open modals, by person, and everyone's Home tab."""

    ids: Ids
    team_id: str
    app_id: str
    bot_id: str
    _stacks: dict[str, list[View]] = field(default_factory=dict)
    _homes: dict[str, View] = field(default_factory=dict)

    def stack(self, user: str) -> list[View]:
        """The modals that a person has open, the top one last."""
        return list(self._stacks.get(user, []))

    def home(self, user: str) -> View | None:
        """The Home tab as last published for a person."""
        return self._homes.get(user)

    def find(self, view_id: str) -> View | None:
        """An open modal or a Home tab by its id."""
        return next((one for one in self._all() if one.id == view_id), None)

    def external(self, external_id: str) -> View | None:
        """An open view by the app's own name for it."""
        return next((one for one in self._all() if one.external_id == external_id), None)

    def open(self, user: str, shape: Json) -> View:
        """Opens a modal; one that is open already stays below nothing: Slack shows the new one alone."""
        view = self._fresh(user, shape, None)
        self._stacks[user] = [view]
        return view

    def push(self, user: str, shape: Json) -> View:
        """Puts a modal on top of the open one; `push_limit_reached` above three."""
        stack = self._stacks.setdefault(user, [])
        if len(stack) >= STACK_MAX:
            raise SlackError("push_limit_reached")
        view = self._fresh(user, shape, stack[-1] if stack else None)
        stack.append(view)
        return view

    def publish(self, user: str, shape: Json) -> View:
        """Sets a person's Home tab."""
        view = self._homes.get(user)
        if view is None:
            view = self._homes[user] = self._fresh(user, shape, None)
            return view
        return self.update(view, shape)

    def update(self, view: View, shape: Json) -> View:
        """Gives a view a new shape; what was typed into elements of the same ids stays."""
        self._claim_external(shape, view)
        view.shape, view.hash = shape, self._hash()
        view.external_id = shape.get("external_id") or ""
        return view

    def close(self, view: View) -> None:
        """Takes the top modal away."""
        self._stacks[view.user] = [one for one in self._stacks.get(view.user, []) if one is not view]

    def clear(self, user: str) -> list[View]:
        """Closes all of a person's modals and returns them, the top one first."""
        return list(reversed(self._stacks.pop(user, [])))

    def face(self, view: View) -> Json:
        """Slack's `view` object."""
        shape = view.shape
        common = {
            "id": view.id,
            "team_id": self.team_id,
            "type": shape["type"],
            "blocks": view.blocks,
            "private_metadata": shape.get("private_metadata") or "",
            "callback_id": shape.get("callback_id") or "",
            "state": {"values": view.values()},
            "hash": view.hash,
            "title": shape.get("title"),
            "clear_on_close": bool(shape.get("clear_on_close")),
            "notify_on_close": bool(shape.get("notify_on_close")),
            "close": shape.get("close"),
            "submit": shape.get("submit"),
        }
        return {**common, **self._place(view)}

    def _place(self, view: View) -> Json:
        return {
            "previous_view_id": view.previous_id,
            "root_view_id": view.root_id,
            "app_id": self.app_id,
            "external_id": view.external_id,
            "app_installed_team_id": self.team_id,
            "bot_id": self.bot_id,
        }

    def _fresh(self, user: str, shape: Json, below: View | None) -> View:
        self._claim_external(shape, None)
        view = View(self.ids.fresh("V"), user, shape, self._hash(), shape.get("external_id") or "")
        view.previous_id = below.id if below else None
        view.root_id = below.root_id if below else view.id
        return view

    def _claim_external(self, shape: Json, own: View | None) -> None:
        wanted = shape.get("external_id")
        other = self.external(wanted) if wanted else None
        if other is not None and other is not own:
            raise SlackError("duplicate_external_id")

    def _hash(self) -> str:
        return f"{self.ids.word(10)}.{self.ids.word(8)}"

    def _all(self) -> list[View]:
        return [one for stack in self._stacks.values() for one in stack] + list(self._homes.values())
