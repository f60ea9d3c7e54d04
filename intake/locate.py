"""YAML as plain text values, each with its line and column.

Every scalar stays as written, so that a number is never rounded and `NO` is Norway; what it means is read later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from intake.mistakes import BadAgreementFile, Mistake, quoted

LARGEST = 256 * 1024
DEEPEST = 12
MOST_VALUES = 20_000
CORE = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}
NULL = "tag:yaml.org,2002:null"
TOO_LARGE = "The file is larger than 256 KB; an agreement takes a few."
TOO_DEEP = "The file is nested too deep or repeats itself; write it plainly."
NO_FIELDS = "An agreement is written as fields and values, such as “kind: internal”."
NO_CHARACTER = "This character can't stand in YAML; take it out."

Path = tuple[str | int, ...]
Place = tuple[int, int]


@dataclass
class Tree:
    """The file's values (dicts, lists and text) and where each key and value stands."""

    root: Any = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    empty: set[Path] = field(default_factory=set)
    mistakes: list[Mistake] = field(default_factory=list)

    def path(self, steps: Sequence[str | int]) -> Path:
        """The path in the file that comes closest to these steps; a step that the file lacks is passed over."""
        path: Path = ()
        for step in steps:
            path = (*path, step) if (*path, step) in self.values else path
        return path

    def mistake(self, steps: Sequence[str | int], sentence: str, *, at_key: bool = False) -> Mistake:
        """The mistake at the value, or the key, that these steps lead to."""
        path = self.path(steps)
        place = self.keys.get(path) if at_key else None
        return Mistake(*(place or self.values[path]), sentence)


def tree(text: str) -> Tree:
    """The values of a YAML 1.2 document. Raises BadAgreementFile on what is no YAML, too large or nested too deep.

    Doubled keys, empty values and tags are noted as mistakes in the tree, which goes on without them.
    """
    if len(text) > LARGEST or len(text.encode(errors="replace")) > LARGEST:
        raise BadAgreementFile([Mistake(1, 1, TOO_LARGE)])
    node = _composed(text.removeprefix("\ufeff"))
    if not isinstance(node, MappingNode):
        raise BadAgreementFile([Mistake(1, 1, NO_FIELDS)])
    found = Tree()
    found.root = _value(found, node, ())
    return found


def _composed(text: str) -> Node | None:
    """The document's nodes; a first line that YAML can't have is told with its place too."""
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        problem = " ".join(", ".join(filter(None, (error.context, error.problem))).split())
        raise _refusal(error.problem_mark, f"This is not YAML: {problem}; check quotes, brackets, indents.") from None
    except ReaderError as error:
        raise BadAgreementFile([Mistake(*_place_of(text, error.position), NO_CHARACTER)]) from None
    except (RecursionError, YAMLError, ValueError):
        raise BadAgreementFile([Mistake(1, 1, TOO_DEEP)]) from None
    return node


def _value(found: Tree, node: Node, path: Path) -> Any:
    found.values[path] = _place(node.start_mark)
    if len(path) > DEEPEST or len(found.values) > MOST_VALUES:
        raise _refusal(node.start_mark, TOO_DEEP)
    if node.tag not in CORE:
        found.mistakes.append(Mistake(*_place(node.start_mark), f"{quoted(str(node.tag))} is no value; take it out."))
    if isinstance(node, MappingNode):
        return {key: _value(found, child, (*path, key)) for key, child in _fields(found, node, path)}
    if isinstance(node, SequenceNode):
        return [_value(found, child, (*path, number)) for number, child in enumerate(_entries(found, node))]
    return node.value


def _entries(found: Tree, node: SequenceNode) -> list[Node]:
    """What the list holds; empty entries are noted and left out."""
    for child in node.value:
        if child.tag == NULL:
            found.mistakes.append(Mistake(*_place(child.start_mark), "This entry is empty; fill it or take it out."))
    return [child for child in node.value if child.tag != NULL]


def _fields(found: Tree, node: MappingNode, path: Path) -> Iterator[tuple[str, Node]]:
    """Each key once, with its value; what can't be used is noted and left out."""
    for key, child in node.value:
        fault = _fault(found, key, child, path)
        if fault:
            found.mistakes.append(Mistake(*_place(key.start_mark), fault))
        else:
            found.keys[(*path, key.value)] = _place(key.start_mark)
            yield key.value, child


def _fault(found: Tree, key: Node, child: Node, path: Path) -> str | None:
    """What speaks against this field."""
    if not isinstance(key, ScalarNode):
        return "A field's name is a single word; write “name: value”."
    if (*path, key.value) in found.keys:
        first = found.keys[(*path, key.value)][0]
        return f"{quoted(key.value)} is here a second time (first in line {first}); keep one of them."
    if child.tag == NULL:
        found.empty.add((*path, key.value))
        return f"{quoted(key.value)} is empty; give it a value or leave it out."
    return None


def _refusal(mark: Any, sentence: str) -> BadAgreementFile:
    return BadAgreementFile([Mistake(*_place(mark), sentence)])


def _place(mark: Any) -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _place_of(text: str, position: int) -> Place:
    before = text[:position]
    return before.count("\n") + 1, position - before.rfind("\n")
