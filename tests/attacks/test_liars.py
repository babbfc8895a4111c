"""What only the candidate can report can be lied about: whoever does gets at most 3 % of a lesson's points by it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from grader.sandbox import probe, sufficient

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import liars

SHARE = 0.03


@pytest.fixture(scope="module", params=liars.LESSONS)
def lesson(request):
    if not sufficient(probe()):
        pytest.skip(str(probe()))
    return request.param, liars.measure(request.param)


def test_a_program_with_right_values_and_every_fault_loses_only_what_rests_on_reports(lesson):
    _, found = lesson
    assert found.honest.keys() < found.right.keys()
    assert found.liar == found.right  # its lies are believed, and they are all that it needed


def test_lying_about_everything_is_worth_at_most_three_percent_of_the_points(lesson):
    _, found = lesson
    assert max(found.gained.values()) <= 1
    assert found.gain <= SHARE * found.total


def test_no_check_rests_on_reports_that_the_liar_did_not_lie_about(lesson):
    name, found = lesson
    assert liars.at_stake(name).keys() <= found.gained.keys()
