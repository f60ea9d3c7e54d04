"""What of a faulty file can still be judged, so that all its mistakes are told at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from intake.agreement_model import AgreementModel
from intake.locate import Tree

STAND_INS: dict[str, Any] = {
    "agreement": "x",
    "title": "x",
    "kind": "internal",
    "channel": "x",
    "timezone": "UTC",
    "starts": "2026-01-01",
    "summary": "x",
    "business_hours": {"mon-fri": ["09:00-17:00"]},
    "parties": {},
}


@dataclass(frozen=True)
class Draft:
    """The model of a file, or of its sound parts.

    `kept` gives, for each list that lost entries, where in the file the remaining ones stand; `unsound` names the
    fields that a stand-in took the place of. `party_names` and `tier_names` are those of the file, sound or not.
    """

    model: AgreementModel
    party_names: tuple[str, ...]
    tier_names: tuple[str, ...]
    kept: dict[str, list[int]] = field(default_factory=dict)
    unsound: frozenset[str] = frozenset()

    def place(self, steps: Sequence[str | int]) -> Sequence[str | int] | None:
        """Where in the file these steps through the model lead; None within a stand-in."""
        name = str(steps[0])
        if name in self.unsound:
            return None
        if name in self.kept and len(steps) > 1:
            return (name, self.kept[name][int(steps[1])], *steps[2:])
        return steps


def draft(tree: Tree) -> tuple[Draft | None, ValidationError | None]:
    """The whole file, or its sound parts with what is wrong in the others; no draft when too little is sound."""
    try:
        return _draft(tree, AgreementModel.model_validate(tree.root), {}, frozenset()), None
    except ValidationError as error:
        return _sound_parts(tree, error), error


def _sound_parts(tree: Tree, error: ValidationError) -> Draft | None:
    root = dict(tree.root)
    faulty = [found["loc"] for found in error.errors()]
    kept = {name: _kept(root, name, faulty) for name, value in root.items() if isinstance(value, list)}
    for name, numbers in kept.items():
        root[name] = [root[name][number] for number in numbers]
    for name in ("parties", "tiers"):
        if isinstance(root.get(name), dict):
            root[name] = {key: value for key, value in root[name].items() if (name, key) not in {x[:2] for x in faulty}}
    whole = {str(loc[0]) for loc in faulty if len(loc) == 1 or loc[0] not in (*kept, "parties", "tiers")}
    unsound = frozenset(whole | {name for name in ("goals",) if not root.get(name)})
    root = {name: value for name, value in root.items() if name not in unsound}
    return _drafted(tree, root, kept, unsound)


def _kept(root: dict[str, Any], name: str, faulty: list[tuple[int | str, ...]]) -> list[int]:
    lost = {loc[1] for loc in faulty if loc[0] == name and len(loc) > 1}
    return [number for number in range(len(root[name])) if number not in lost]


def _drafted(tree: Tree, root: dict[str, Any], kept: dict[str, list[int]], unsound: frozenset[str]) -> Draft | None:
    stand_ins = {name: value for name, value in STAND_INS.items() if name not in root}
    if "goals" in unsound:
        stand_ins["goals"] = [{"party": "x", "metric": "leads", "target": "1"}]
    try:
        model = AgreementModel.model_validate(root | stand_ins)
    except ValidationError:
        return None
    return _draft(tree, model, kept, unsound | frozenset(stand_ins))


def _draft(tree: Tree, model: AgreementModel, kept: dict[str, list[int]], unsound: frozenset[str]) -> Draft:
    return Draft(model, _names(tree, "parties"), _names(tree, "tiers"), kept, unsound)


def _names(tree: Tree, name: str) -> tuple[str, ...]:
    named = tree.root.get(name)
    return tuple(" ".join(key.split()) for key in named) if isinstance(named, dict) else ()
