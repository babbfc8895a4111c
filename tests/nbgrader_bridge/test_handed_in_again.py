"""Who hands in again is graded again by the same command, and a person's mark hides no new work."""

from nbgrader.api import Gradebook

from .conftest import nbgrader, page, right_answers, submit
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


def test_a_mark_a_comment_and_new_work_reach_a_page_that_was_made_before(copy):
    file = submit(copy, "ann", right_answers(copy))
    submit(copy, "bob", right_answers(copy))
    nbgrader(copy, "autograde", "lesson1")
    nbgrader(copy, "generate_feedback", "lesson1")
    log = nbgrader(copy, "generate_feedback", "lesson1")
    assert "made anew" not in log

    with Gradebook(f"sqlite:///{copy / 'gradebook.db'}") as book:
        book.find_comment("double", "lesson1", "lesson1", "ann").manual_comment = "Well seen."
        book.db.commit()
    give(copy, "ann", 1.5)
    log = nbgrader(copy, "generate_feedback", "lesson1")
    assert "Well seen." in page(copy, "ann")
    assert "Score: 1.5 / 5.0" in page(copy, "ann")
    assert "ann: graded, marked or commented since this page was made; it is made anew" in log
    assert "bob: " not in log

    file.write_text(file.read_text().replace("4 * half", "3 + 1 * half"))
    nbgrader(copy, "autograde", "lesson1")
    nbgrader(copy, "generate_feedback", "lesson1")
    assert "3 + 1 * half" in page(copy, "ann")
