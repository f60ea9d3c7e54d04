"""CSV files as a whole: what is understood, and what is refused before a single row is taken."""

import codecs
from pathlib import Path

import pytest

from intake.csv_errors import BadCsvFile
from intake.csv_files import opened
from tests.intake.csv_world import rows_of, written

PLAIN = "name,handed_off_at\nAda,2026-10-05\n"


def refusal(path: Path) -> str:
    with pytest.raises(BadCsvFile) as refused, opened(path):
        pass
    return str(refused.value)


@pytest.mark.parametrize("start", [b"", codecs.BOM_UTF8])
def test_utf_8_is_read_with_or_without_a_byte_order_mark(tmp_path: Path, start: bytes) -> None:
    (row,) = rows_of(written(tmp_path, start + "name,at\nZoë,1\n".encode()))
    assert (row.line, row.cells) == (2, ["Zoë", "1"])


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_end_as_anywhere(tmp_path: Path, ending: str) -> None:
    rows = rows_of(written(tmp_path, ending.join(["a,b", "1,2", "3,4"])))
    assert [row.cells for row in rows] == [["1", "2"], ["3", "4"]]


def test_semicolons_separate_where_the_header_has_more_of_them(tmp_path: Path) -> None:
    (row,) = rows_of(written(tmp_path, "name;value, in euros;at\nAda;1,5;x\n"))
    assert row.cells == ["Ada", "1,5", "x"]


def test_a_quoted_cell_may_hold_commas_quotes_and_line_breaks(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path, 'a,b\n"cat, wolf","say ""hi"""\n"two\nlines",x\nlast,y\n'))
    assert [row.cells for row in rows] == [["cat, wolf", 'say "hi"'], ["two\nlines", "x"], ["last", "y"]]
    assert [row.line for row in rows] == [2, 3, 5]


def test_empty_lines_and_rows_of_nothing_are_passed_over(tmp_path: Path) -> None:
    assert [row.cells[0] for row in rows_of(written(tmp_path, "a,b\n\n1,2\n,\n\n3,4\n"))] == ["1", "3"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("name,at\nZoë,1\n".encode("cp1252"), "not UTF-8: line 2 has the byte 0xEB"),
        ("name,at\nZoë,1\n".encode("utf-16"), "UTF-16"),
        ("name,at\nZoë,1\n".encode("utf-16-le"), "UTF-16"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\x1f\x8b\x08rest", "compressed"),
        (b"", "no header row"),
        (b"\n\nname,at\n", "no header row"),
        (b"name,at,Name\n", "two columns called “name”"),
        (b'name,"at\n', "header row"),
        (b"name,at\rAda,1\r", "carriage return"),
        (b"x" * 1_100_000, "longer than"),
    ],
)
def test_what_is_no_csv_is_refused_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    said = refusal(written(tmp_path, content))
    assert words in said and "\n" not in said and "leads.csv" in said


def test_another_encoding_far_down_is_found_before_anything_is_read(tmp_path: Path) -> None:
    content = b"name,at\n" + b"Ada,1\n" * 300_000 + b"Zo\xeb,1\n"
    assert "line 300002" in refusal(written(tmp_path, content))


def test_a_character_that_lies_across_two_blocks_is_no_fault(tmp_path: Path) -> None:
    assert len(rows_of(written(tmp_path, "a\n" + "é" * 600_000 + "\n" + "é" * 20_000))) == 2
