"""What the markers of a check say: its exercise, what that exercise forbids, and which others it uses."""

from pathlib import Path

import pytest

from grader.course.files import is_source, text_at_hand
from grader.protocol.defined import defined_in


def exercise_of(item: pytest.Item) -> str | None:
    """Return the exercise that a check belongs to, None for other tests."""
    marker = item.get_closest_marker("exercise")
    return str(marker.args[0]) if marker else None


def forbidden_by(item: pytest.Item) -> list[str]:
    """Return the dotted names that the exercise of a check may not call."""
    marker = item.get_closest_marker("exercise")
    return list(marker.kwargs.get("forbids", ())) if marker else []


def builds_on(item: pytest.Item) -> list[str]:
    """Return the exercises that the exercise of a check uses."""
    marker = item.get_closest_marker("exercise")
    return list(marker.kwargs.get("builds_on", ())) if marker else []


def exercise_order(folders: set[Path]) -> dict[tuple[Path, str], int]:
    """Return the position of each exercise in the modules of its lesson, so that reports follow the lesson."""
    order = {}
    for folder in folders:
        modules = sorted(path for path in folder.glob("*.py") if is_source(path))
        texts = [text_at_hand(module) for module in modules]
        names = [name for text in texts for name in defined_in(text, nested=False)]
        order.update({(folder, name): place for place, name in enumerate(names)})
    return order
