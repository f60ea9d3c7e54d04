"""Printing a document as a PDF: A4, numbered pages, any script that a font of this machine knows."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

import matplotlib
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont
from matplotlib import font_manager

from messages.paper import Paper, Signed

FONT: Final = "DejaVu Sans"
FALLBACKS: Final = ("noto", "cjk", "wqy", "unifont", "droidsansfallback", "freesans", "gothic", "ipa")
"""What fonts with many scripts are called; those of this machine stand in where ours lacks a character."""
MARGIN: Final = 20
TITLE, HEADING, BODY, SMALL = 20, 13, 10, 8
LINE: Final = 5.4
QUIET: Final = 110
UNKNOWN: Final = "□"
"""What stands for a character that no font of this machine knows."""


class _Sheets(FPDF):
    """The pages, each with a footer that names the document and numbers it."""

    def __init__(self, shown: Paper) -> None:
        super().__init__(format="A4")
        self.unknown: dict[int, str] = {}
        self._footer = shown.footer
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + 5)
        self.set_title(shown.title)
        self.set_creation_date(shown.made_at)
        self.alias_nb_pages()

    def footer(self) -> None:
        self.set_y(-MARGIN)
        self.set_font(FONT, size=SMALL)
        self.set_text_color(QUIET)
        self.cell(0, LINE, self._footer)
        self.cell(0, LINE, f"Page {self.page_no()} of {{nb}}", align="R")
        self.set_text_color(0)


def pdf(shown: Paper) -> bytes:
    """The document as a PDF; the same document gives the same pages."""
    sheets = _Sheets(shown)
    _fonts(sheets, shown)
    sheets.add_page()
    _lines(sheets, [shown.title], TITLE, "B", 9)
    _lines(sheets, [shown.state], BODY, "", LINE)
    for title, lines in shown.elements:
        sheets.ln(4)
        _lines(sheets, [title], HEADING, "B", 7)
        _lines(sheets, lines, BODY, "", LINE)
    _signatures(sheets, shown.signatures)
    return bytes(sheets.output())


def _lines(sheets: _Sheets, lines: Iterable[str], size: int, style: str, height: float) -> None:
    sheets.set_font(FONT, style, size)
    for line in lines:
        indent = 4 if line.startswith(("• ", "- ")) else 0
        sheets.set_x(MARGIN + indent)
        sheets.multi_cell(0, height, line.translate(sheets.unknown), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _signatures(sheets: _Sheets, signatures: Iterable[Signed]) -> None:
    """A line to sign on for each party, and what was signed in Slack."""
    lines = list(signatures)
    if sheets.will_page_break(MARGIN + len(lines) * 3 * LINE):
        sheets.add_page()
    sheets.ln(4)
    _lines(sheets, ["Signatures"], HEADING, "B", 7)
    for signed in lines:
        sheets.ln(9)
        sheets.line(MARGIN, sheets.get_y(), MARGIN + 90, sheets.get_y())
        said = f"signed in Slack by {signed.by}, {signed.on}" if signed.by else signed.contact
        _lines(sheets, [f"For {signed.party}: {said}"], BODY, "", LINE)


def _fonts(sheets: _Sheets, shown: Paper) -> None:
    """Ours for all that it knows; where it lacks characters of this document, others that this machine has."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    sheets.add_font(FONT, "", folder / "DejaVuSans.ttf")
    sheets.add_font(FONT, "B", folder / "DejaVuSans-Bold.ttf")
    sheets.set_text_shaping(use_shaping_engine=True)
    lacking = _characters(shown) - _known(sheets, FONT.lower())
    sheets.set_fallback_fonts(list(_fallbacks(sheets, lacking)), exact_match=False)
    sheets.unknown = str.maketrans(dict.fromkeys(lacking, UNKNOWN))


def _fallbacks(sheets: FPDF, lacking: set[str]) -> Iterable[str]:
    """The names of fonts of this machine that know characters which ours lacks; what none knows stays in `lacking`."""
    if not lacking:
        return
    for number, path in enumerate(sorted(filter(_may_help, font_manager.findSystemFonts()))):
        name = f"fallback{number}"
        with suppress(Exception):  # a font that can't be read is passed over; the others do
            sheets.add_font(name, "", path)
        known = lacking & _known(sheets, name)
        if known:
            lacking -= known
            yield name
        if not lacking:
            return


def _known(sheets: FPDF, name: str) -> set[str]:
    """The characters that a font knows."""
    font = sheets.fonts.get(name)
    return set(map(chr, font.cmap)) if isinstance(font, TTFFont) else set()


def _may_help(path: str) -> bool:
    name = Path(path).name.lower()
    return any(word in name for word in FALLBACKS) and "bold" not in name


def _characters(shown: Paper) -> set[str]:
    said = [shown.title, shown.state, shown.footer, *(line for _, lines in shown.elements for line in lines)]
    said += [text for each in shown.signatures for text in (each.party, each.contact, each.by)]
    return {character for text in said for character in text if character > "\x7f"}
