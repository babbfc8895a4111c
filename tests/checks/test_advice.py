"""Advice is right for every input of the task, so that nobody who follows it walks into the next mistake."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import torch

from grader.course.root import find_root

ROOT = find_root(Path(__file__).parent)


def checks_of(lesson: str, exercise: str) -> ModuleType:
    """Import an exercise's checks for their rivals."""
    path = ROOT / "exercises" / lesson / f"test_{exercise}.py"
    spec = importlib.util.spec_from_file_location(f"advice_{exercise}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sentence(rivals: list, slug: str) -> str:
    """Return the sentence of a rival."""
    return next(rival.sentence for rival in rivals if rival.id == slug)


def test_statistics_per_position_are_mended_for_batches_with_and_without_time() -> None:
    checks = checks_of("lesson5", "batchnorm1d")
    one = torch.ones(3)
    advice = sentence(checks.rivals(torch.randn(4, 2, 3), one, one, 0.1), "statistics-per-position")
    assert "(0, 1)" in advice
    assert "(0,)" in advice


@pytest.mark.parametrize("n", [2, 3, 4])
def test_consecutive_positions_are_as_many_as_the_layer_fuses(n: int) -> None:
    checks = checks_of("lesson5", "flatten_consecutive")
    advice = sentence(checks.rivals(torch.randn(2, 2 * n, 3), n), "distant-positions-fused")
    assert f"0 to {n - 1}" in advice
    assert f"begins with {n}" in advice


def test_what_is_said_of_rates_holds_for_sweeps_of_less_than_a_decade() -> None:
    assert "decade" not in sentence(checks_of("lesson2", "lr_sweep").rivals(-1.0, -0.5, 5), "rates-spaced-evenly")
