"""Who hands in again is graded again by the same command, and a person's mark hides no new work."""

from .conftest import nbgrader, right_answers, submit
from .test_other_points import give
from .test_taken import put
from .test_trainings import exported, marks


def test_what_was_handed_in_again_is_graded_anew_and_an_old_mark_for_it_asks_for_another_look(copy):
    broken = put(copy, "paula", {"lesson1.ipynb": "{"}) / "lesson1.ipynb"
    submit(copy, "ann", right_answers(copy))
    nbgrader(copy, "autograde", "lesson1")
    give(copy, "paula", 2)
    row = exported(copy)["paula"]
    assert (row["score"], row["raw_score"], row["status"], row["final_score"]) == ("", "", "unreadable", "2.0")
    assert "double: 2 by hand" in row["reason"]

    broken.write_text(submit(copy, "of_another", right_answers(copy)).read_text())
    log = nbgrader(copy, "autograde", "lesson1")
    assert "paula: handed in again since it was graded; it is graded anew" in log
    assert "ann: handed in again" not in log
    row = exported(copy)["paula"]
    assert (row["score"], row["status"], row["examined"]) == ("3.0", "graded", "all checks")
    assert "double: 2 by hand, now 5 automatically: look at it again" in row["reason"]
    assert marks(copy, "paula")["test_double"] == (5.0, True)
    assert "handed in again" not in nbgrader(copy, "autograde", "lesson1")
