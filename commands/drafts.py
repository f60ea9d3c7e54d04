"""What a message says of a lead, guessed for a form that a person looks over."""

import re
from typing import Final

from messages.lead_forms import Draft
from messages.text import plain

EMAIL: Final = re.compile(r"[^\s@<>,;:\"()]{1,64}@[^\s@<>,;:\"()]{1,190}\.[^\s@<>,;:\"()]{2,40}")
_FROM: Final = re.compile(r",| from | at | @ |;| – | - |\|", re.IGNORECASE)
_NAME: Final = 80


def of_message(text: str) -> Draft:
    """The first line as name and company, where it has the form `Jane Doe, Acme`; an e-mail from anywhere in it."""
    found = EMAIL.search(text[:2000])
    email = found[0].strip(".") if found else ""
    lines = [plain(line, 200) for line in text[:2000].splitlines()]
    first = next((line for line in lines if line), "")
    first = first.replace(email, " ") if email else first
    name, *rest = _FROM.split(" ".join(first.split()), maxsplit=1)
    return Draft(plain(name.strip(" ,;:*_"), _NAME), plain(rest[0].strip(" ,;:*_"), _NAME) if rest else "", email)
