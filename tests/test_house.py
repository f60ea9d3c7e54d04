"""The house's own rules: each one that a machine can hold, held here."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "commands", "intake", "jobs", "messages", "sandbox", "sla", "storage")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
OURS = [path for path in FILES if "versions" not in path.parts]
CLOCKS = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
COMMITS = re.compile(r"session\.(commit|rollback)\(|\.filter_by\(")
STANDARD = sys.stdlib_module_names | {"sla"}
LONGEST_FILE, LONGEST_FUNCTION = 250, 40
TEXTS = {path: path.read_text() for path in OURS}
TREES = {path: ast.parse(text) for path, text in TEXTS.items()}
VAGUE = re.compile(r"^(data|info|item|obj|manager|service|helper|utils|process)$")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def package(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(TREES[path]) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def names(path: Path) -> set[str]:
    arguments = {node.arg for node in ast.walk(TREES[path]) if isinstance(node, ast.arg)}
    return {each.name for each in functions(path)} | arguments | {path.stem}


def imported(path: Path) -> set[str]:
    plain = {alias.name for node in ast.walk(TREES[path]) if isinstance(node, ast.Import) for alias in node.names}
    froms = {node.module or "" for node in ast.walk(TREES[path]) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in plain | froms}


def test_a_file_says_in_its_first_line_what_it_is_for() -> None:
    assert not [named(path) for path in OURS if not (ast.get_docstring(TREES[path]) or "").strip()]


def test_a_file_holds_one_concept() -> None:
    assert not [named(path) for path in OURS if len(TEXTS[path].splitlines()) > LONGEST_FILE]


def test_a_function_fits_on_one_screen() -> None:
    lengths = (
        (path, each, (each.end_lineno or each.lineno) - each.lineno + 1) for path in OURS for each in functions(path)
    )
    assert not [f"{named(path)}:{each.name} ({length})" for path, each, length in lengths if length > LONGEST_FUNCTION]


def test_names_are_the_words_of_the_field() -> None:
    assert not [f"{named(path)}: {name}" for path in OURS for name in names(path) if VAGUE.match(name)]


def test_the_promise_imports_the_standard_library_alone() -> None:
    promise = [path for path in OURS if package(path) == "sla"]
    assert not [f"{named(path)}: {root}" for path in promise for root in imported(path) - STANDARD]


def test_only_the_shell_looks_at_the_clock() -> None:
    assert not [named(path) for path in OURS if package(path) not in ("bot", "sandbox") and CLOCKS.search(TEXTS[path])]


def test_only_the_memory_commits() -> None:
    elsewhere = [path for path in OURS if package(path) not in ("storage", "bot")]
    assert not [named(path) for path in elsewhere if COMMITS.search(TEXTS[path])]


def test_matplotlib_is_imported_only_where_a_chart_is_drawn() -> None:
    drawing = {named(path) for path in OURS if re.search(r"^(import|from) matplotlib", TEXTS[path], re.M)}
    assert len(drawing) <= 3 and all(name.startswith("messages/") for name in drawing)


def test_pyplot_is_never_used() -> None:
    assert not [named(path) for path in OURS if "pyplot" in TEXTS[path]]
