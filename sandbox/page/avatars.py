"""A person's square with their initials, always of the same colour."""

from sandbox.page.markup import escaped

COLOURS = ("#4a154b", "#0b6e4f", "#1d4e89", "#8a3324", "#6b4e9b", "#7a5c00", "#2f6690", "#9b2c5a")


def avatar(user_id: str, name: str) -> str:
    """The square as HTML; who reads aloud skips it, as the name stands beside it."""
    initials = "".join(word[0] for word in name.split()[:2]).upper()
    colour = COLOURS[sum(map(ord, user_id)) % len(COLOURS)]
    return f'<span class="avatar" style="background:{colour}" aria-hidden="true">{escaped(initials)}</span>'
