"""Points as every view shows them."""

NO_NUMBER = "–"  # where nothing was examined: a number would be a lost point


def number_text(points: float | None) -> str:
    """Return points without needless decimals, and a dash where there are none."""
    return NO_NUMBER if points is None else f"{points:g}"
