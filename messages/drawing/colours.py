"""The colours: each pair is told apart by every kind of colour vision, and stands out on its ground."""

from typing import Final

CARD: Final = "#f9fbfd"
EDGE: Final = "#cfd6e0"
GRID: Final = "#dfe5ed"
INK: Final = "#16202e"
QUIET: Final = "#465366"
GOAL: Final = "#33415c"
ACTUAL: Final = "#0067b1"
SHADE: Final = "#d3e6f6"
MAKE_UP: Final = "#7a4b9a"
SHORT: Final = "#c2410c"
WAITING: Final = "#5b6779"
WHITE: Final = "#ffffff"

VERDICT: Final = {
    "met": ("✓ Goal met", ACTUAL),
    "ahead": ("▲ Ahead", ACTUAL),
    "on_pace": ("● On pace", ACTUAL),
    "behind": ("▼ Behind", SHORT),
    "missed": ("✗ Missed", SHORT),
    "too_early": ("Too early", WAITING),
}
