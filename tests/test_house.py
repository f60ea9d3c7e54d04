"""The house's own rules: each one that a machine can hold, held here."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "commands", "intake", "jobs", "messages", "sandbox", "sla", "storage")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
OURS = [path for path in FILES if "versions" not in path.parts]
CLOCKS = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
VAGUE = re.compile(r"^(data|info|item|obj|manager|service|helper|utils|process)$")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text())
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", OURS, ids=named)
def test_a_file_says_in_its_first_line_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text()))
    assert docstring and docstring.splitlines()[0].strip()


@pytest.mark.parametrize("path", OURS, ids=named)
def test_a_file_holds_one_concept(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 250


@pytest.mark.parametrize("path", OURS, ids=named)
def test_a_function_fits_on_one_screen(path: Path) -> None:
    long = [f"{each.name} ({each.end_lineno - each.lineno + 1})" for each in functions(path) if _length(each) > 40]
    assert not long


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("path", OURS, ids=named)
def test_names_are_the_words_of_the_field(path: Path) -> None:
    tree = ast.parse(path.read_text())
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names = {node.name for node in functions(path)} | arguments | {path.stem}
    assert not [name for name in names if VAGUE.match(name)]


@pytest.mark.parametrize("path", [path for path in OURS if path.parts[-2] == "sla"], ids=named)
def test_the_promise_imports_the_standard_library_alone(path: Path) -> None:
    tree = ast.parse(path.read_text())
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    roots = {name.split(".")[0] for name in plain | froms}
    assert roots <= sys.stdlib_module_names | {"sla"}


@pytest.mark.parametrize(
    "path", [path for path in OURS if named(path).split("/")[0] not in ("bot", "sandbox")], ids=named
)
def test_only_the_shell_looks_at_the_clock(path: Path) -> None:
    assert not CLOCKS.search(path.read_text())


@pytest.mark.parametrize(
    "path", [path for path in OURS if named(path).split("/")[0] not in ("storage", "bot")], ids=named
)
def test_only_the_memory_commits(path: Path) -> None:
    assert not re.search(r"session\.(commit|rollback)\(|\.filter_by\(", path.read_text())


def test_matplotlib_is_imported_only_where_a_chart_is_drawn() -> None:
    drawing = {named(path) for path in OURS if re.search(r"^(import|from) matplotlib", path.read_text(), re.M)}
    assert len(drawing) <= 3 and all(name.startswith("messages/") for name in drawing)


def test_pyplot_is_never_used() -> None:
    assert not [named(path) for path in OURS if "pyplot" in path.read_text()]
