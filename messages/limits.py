"""Slack's published limits, read once from limits.json."""

import json
from pathlib import Path
from typing import Any, Final

LIMITS: Final[dict[str, Any]] = json.loads(Path(__file__).with_name("limits.json").read_text(encoding="utf-8"))
