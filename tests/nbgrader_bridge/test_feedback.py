"""nbgrader's feedback page says in words where there is no score and why, and fits a narrow window."""

from pathlib import Path
from typing import Any

import nbgrader
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.grading.formgrader import NOTE
from grader.nbgrader_bridge.pages import FeedbackPage
from tests.grade.browser import PROGRAM, Browser

FORMGRADER = Path(nbgrader.__file__).parent / "server_extensions/formgrader"
STATIC = FORMGRADER / "static/node_modules/bootstrap/dist/css"
LONG = "x = " + " + ".join(["a_rather_long_name"] * 20)


def graded(name: str, score: float | None, *, solution: bool = False) -> Any:
    """A cell with points, as the feedback gets it."""
    fields = {"grade_id": name, "grade": True, "solution": solution, "task": False, "score": score, "points": 5.0}
    make = new_markdown_cell if solution else new_code_cell
    return make(f'check("lesson1", "{name}")', metadata={"nbgrader": fields})


def page_of(cells: list[Any], note: dict[str, str], score: float | None = None) -> str:
    notebook = new_notebook(cells=[new_code_cell(LONG), *cells], metadata={NOTE: note})
    page = FeedbackPage(
        template_name="feedback", extra_template_basedirs=[str(FORMGRADER / "templates")],
        extra_template_paths=[str(STATIC)],
    )  # fmt: skip
    found = {"notebook": "lesson1", "score": score, "max_score": 10.0, "late_penalty": 0}
    return page.from_notebook_node(notebook, resources={"nbgrader": found})[0]


def texts(html: str) -> tuple[str, list[str]]:
    """The heading with what stands below it, and the list at the top."""
    page = BeautifulSoup(html, "html.parser")
    heading = page.select_one(".panel-heading")
    told = [" ".join(one.get_text().split()) for one in heading.select("h4, .no-score")]
    return " | ".join(told), [" ".join(entry.get_text().split()) for entry in page.select("#toc li")]


def test_where_there_is_no_score_words_say_so_and_the_reason_is_at_the_top():
    cells = [graded("test_double", None), graded("why_twice", None, solution=True)]
    html = page_of(cells, {"unreadable": "there are several notebooks"})
    assert texts(html) == (
        "lesson1 (not examined, 10.0 points) | This submission was not examined: there are several notebooks.",
        ["double (not examined, 5.0 points)", "why_twice (not marked yet, 5.0 points)"],
    )
    assert "Score: –" not in html


def test_what_was_examined_keeps_its_score_beside_what_was_not():
    cells = [graded("test_double", 5.0), graded("test_area", None), graded("why_twice", None, solution=True)]
    heading, entries = texts(page_of(cells, {}))
    assert entries[0] == "double (Score: 5.0 / 5.0)"
    assert "Not examined: area. What stands under the check says why." in heading
    assert heading.endswith("Not marked yet by a person: why_twice.")


def test_a_page_with_all_its_scores_has_only_the_names_of_the_exercises_in_addition():
    html = page_of([graded("test_double", 5.0), graded("test_area", 0.0)], {}, score=5.0)
    assert texts(html) == ("lesson1 (Score: 5.0 / 10.0)", ["double (Score: 5.0 / 5.0)", "area (Score: 0.0 / 5.0)"])


@pytest.mark.skipif(PROGRAM is None, reason="no Chromium is installed")
@pytest.mark.parametrize("width", [360, 400, 1200])
def test_nothing_is_wider_than_a_narrow_window_or_covered(tmp_path, width):
    (tmp_path / "page.html").write_text(page_of([graded("test_a_long_name_of_an_exercise", None)], {}))
    with Browser(tmp_path / "profile") as browser:
        browser.open(tmp_path / "page.html", width)
        inside = "[...document.querySelectorAll('#notebook pre, .panel-heading, .pull-right')]"
        assert browser.run(f"Math.max(...{inside}.map(e => e.scrollWidth - e.clientWidth))") <= 1
        assert browser.run("document.documentElement.scrollWidth") <= width
        covered = """[...document.querySelectorAll('.nbgrader_cell .pull-right')].filter(e =>
            e.getBoundingClientRect().bottom > e.closest('.panel-heading').getBoundingClientRect().bottom).length"""
        assert browser.run(covered) == 0
