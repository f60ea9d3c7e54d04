"""One check of blocks: the faults found, and the rules that many kinds of block share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sandbox.wire import Json

COMMON = {"image": {"image_url", "slack_file", "alt_text"}}


@dataclass
class Check:
    """Collects faults; `shows` says whether a `slack_file` can be shown now."""

    limits: Json
    surface: str
    shows: Callable[[Json], bool]
    faults: list[str] = field(default_factory=list)

    def fault(self, sentence: str, pointer: str) -> None:
        """Keeps one fault, in Slack's form."""
        self.faults.append(f"[ERROR] {sentence} [json-pointer:{pointer}]")

    def longest(self, value: Any, pointer: str, most: int) -> None:
        """A string of at most so many characters, if it is there at all."""
        if value is None:
            return
        if not isinstance(value, str):
            self.fault("must provide a string", pointer)
        elif len(value) > most:
            self.fault(f"must be less than {most + 1} characters", pointer)

    def text(self, value: Any, pointer: str, most: int, plain: bool = False) -> None:
        """A text object of one to so many characters."""
        if not isinstance(value, dict):
            self.fault("must provide an object", pointer)
            return
        kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
        if value.get("type") not in kinds:
            self.fault(f"must be a valid enum value: {', '.join(kinds)}", f"{pointer}/type")
        own = {"emoji"} if value.get("type") == "plain_text" else {"verbatim"}
        forbid_others(self, value, {"type", "text"} | own, pointer)
        if not isinstance(value.get("text"), str) or not value["text"]:
            self.fault("must be more than 0 characters", f"{pointer}/text")
        self.longest(value.get("text"), f"{pointer}/text", most)

    def listed(self, value: Any, pointer: str, least: int, most: int) -> list[Any]:
        """The list that stands there; a fault and an empty one when it is none, too short or too long."""
        if not isinstance(value, list):
            self.fault("must provide an array", pointer)
            return []
        if len(value) > most:
            self.fault(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            self.fault(f"no fewer than {least} items allowed", pointer)
        return value

    def image(self, image: Json, pointer: str) -> None:
        """An image with alt text, by exactly one of URL and file."""
        most = self.limits["image"]
        if not isinstance(image.get("alt_text"), str) or not image["alt_text"]:
            self.fault("missing required field: alt_text", pointer)
        self.longest(image.get("alt_text"), f"{pointer}/alt_text", most["alt_text_max"])
        self.longest(image.get("image_url"), f"{pointer}/image_url", most["url_max"])
        if ("image_url" in image) == ("slack_file" in image):
            self.fault("must define exactly one of `image_url` and `slack_file`", pointer)
        if "slack_file" in image:
            self._slack_file(image["slack_file"], f"{pointer}/slack_file")

    def _slack_file(self, reference: Any, pointer: str) -> None:
        if not isinstance(reference, dict) or len(reference) != 1 or not set(reference) <= {"id", "url"}:
            self.fault("must define exactly one of `id` and `url`", pointer)
        elif not self.shows(reference):
            self.fault("invalid slack file", pointer)


def forbid_others(check: Check, value: Json, keys: Iterable[str], pointer: str) -> None:
    """A fault for each property that Slack does not know there."""
    for name in value:
        if name not in keys:
            check.fault(f"invalid additional property: {name}", pointer)


def need(check: Check, value: Json, keys: Iterable[str], pointer: str) -> None:
    """A fault for each property that is missing."""
    for name in keys:
        if value.get(name) is None:
            check.fault(f"missing required field: {name}", pointer)


def one_text(check: Check, value: Json, name: str, pointer: str, most: int, *, plain: bool = False) -> None:
    """A required text object."""
    if value.get(name) is None:
        check.fault(f"missing required field: {name}", pointer)
    else:
        check.text(value[name], f"{pointer}/{name}", most, plain)
