"""Texts that a submission made up, as people may be shown them."""

TEXT_LIMIT = 1000


def readable(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return a text for people: cut to the limit, control characters and marks of direction made visible."""
    cut = text if len(text) <= limit else text[: limit - 3] + "..."
    if cut.isprintable():
        return cut
    return "".join(c if c in "\n\t" or c.isprintable() else f"\\x{ord(c):02x}" for c in cut)
