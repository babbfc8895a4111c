"""Why nothing is taken of a hand-in is said in the same words and under the same status, however it is read."""

import os

import pytest

from grader.intake.entries import Entry
from grader.intake.expected import Expected
from grader.intake.reader import Reader
from grader.intake.requests import ReadFolder

HAND_INS = {
    "empty": {},
    "ambiguous": {"a.ipynb": '{"nbformat": 4, "cells": []}', "b.ipynb": '{"nbformat": 4, "cells": []}'},
    "unreadable": {"layers.py": "\0"},
}


@pytest.mark.parametrize("status", HAND_INS)
def test_a_folder_of_nbgraders_and_one_of_a_class_get_the_same_status_and_reason(tmp_path, status):
    for name, text in HAND_INS[status].items():
        (tmp_path / name).write_text(text)
    with Reader(Expected("lesson1", ("layers",))) as reader:
        one = reader.read(Entry("ann", tmp_path)).result()
        other = reader.ask(ReadFolder(os.fsencode(tmp_path))).result()
    assert (one.status, one.detail) == (other.status, other.detail)
    assert one.status == status
