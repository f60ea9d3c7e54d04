"""Rows that can't be read: each is told with its line, and those after it are read all the same."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.csv_world import rows_of, written

HUGE = 100 * 1024 * 1024


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("1,2,3", "3 fields; the header has 2"),
        ("1", "1 fields; the header has 2"),
        ("1,\0", "NUL"),
        ('1,"2', "quote is opened"),
        ('1,"2"x', "goes on after its closing quote"),
        ("1,2\rx", "carriage return"),
        ("1," + "x" * 200_000, "131,072 characters"),
        ("1," + "x" * 1_100_000, "longer than"),
    ],
)
def test_a_broken_row_is_told_with_its_line_and_the_next_one_is_read(tmp_path: Path, broken: str, words: str) -> None:
    good, bad, *others = rows_of(written(tmp_path, f"a,b\nx,y\n{broken}\n3,4\n"))
    assert (good.cells, [row.cells for row in others]) == (["x", "y"], [["3", "4"]])
    assert bad.line == 3 and bad.problem and words in bad.problem


def test_a_quote_that_is_never_closed_costs_one_row(tmp_path: Path) -> None:
    content = 'a,b\n1,"open\n' + "".join(f"{number},x\n" for number in range(50_000))
    bad, *others = rows_of(written(tmp_path, content))
    assert bad.line == 2 and "not closed" in str(bad.problem)
    assert [row.line for row in others] == list(range(3, 50_003))


def test_a_quote_left_open_before_a_quoted_row_costs_one_row(tmp_path: Path) -> None:
    bad, good, quoted = rows_of(written(tmp_path, 'a,b\n1,"open\n2,x\n3,"cat, wolf"\n'))
    assert (bad.line, good.cells, quoted.cells) == (2, ["2", "x"], ["3", "cat, wolf"])


def test_a_field_of_a_hundred_megabytes_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n1,")
        for _ in range(100):
            file.write(b"x" * (HUGE // 100))
        file.write(b"\n3,4\n")
    bad, good = rows_of(path)
    assert bad.problem and len(bad.cells[0]) <= 1000
    assert (good.line, good.cells) == (3, ["3", "4"])


def test_two_broken_lines_in_a_row_are_two_problems(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path, 'a,b\n1,"open\n2,\0\n3,"open again\n4,x\n'))
    assert [row.line for row in rows if row.problem] == [2, 3, 4]
    assert rows[-1].cells == ["4", "x"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text('ab",;\n\r\0 ', max_size=8), max_size=12))
def test_no_line_is_ever_lost(tmp_path: Path, lines: list[str]) -> None:
    """However broken the lines between are, the sound ones at both ends come through."""
    content = "\n".join(["h1,h2", "first,1", *lines, "z,last"])
    rows = rows_of(written(tmp_path, content))
    assert rows[0].cells == ["first", "1"]
    assert "last" in rows[-1].cells[-1]
    assert [row.line for row in rows] == sorted(row.line for row in rows)
