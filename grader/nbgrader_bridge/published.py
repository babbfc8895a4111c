"""Feedback that is out of date is made anew; nbgrader by itself keeps a page that is there, whatever came after it.

So a mark, a comment or a regrade would reach no student without `--force`. A page names the digest of what it shows:
the graded notebook, and the scores and comments in the gradebook.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

SHOWS = "shows"  # the name of the digest in a page's head
BEGIN: Callable[[GenerateFeedback, str, str], bool] = GenerateFeedback.init_destination


def install() -> None:
    """Have `nbgrader generate_feedback`, in this process, make anew what is out of date."""
    GenerateFeedback.init_destination = _begin


def name_what_it_shows(page: BeautifulSoup, course: CourseDirectory, assignment: str, student: str) -> None:
    """Write the digest of what a page shows into its head."""
    if page.head is not None:
        content = digest_of_shown(course, assignment, student)
        page.head.append(page.new_tag("meta", attrs={"name": SHOWS, "content": content}))


def digest_of_shown(course: CourseDirectory, assignment: str, student: str) -> str:
    """Return a digest of a student's graded notebooks, scores and comments."""
    folder = Path(course.root, course.format_path(course.autograded_directory, student, assignment))
    found = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.ipynb"))]
    with Gradebook(course.db_url) as book:
        try:
            submission = book.find_submission(assignment, student)
        except MissingEntry:
            return ""
        scores = [
            (grade.name, grade.auto_score, grade.manual_score, grade.extra_credit, grade.max_score)
            for notebook in submission.notebooks
            for grade in notebook.grades
        ]
        comments = [
            (comment.name, comment.auto_comment, comment.manual_comment)
            for notebook in submission.notebooks
            for comment in notebook.comments
        ]
        shown = (found, sorted(scores, key=str), sorted(comments, key=str), submission.late_submission_penalty)
        return hashlib.sha256(msgspec.json.encode(shown)).hexdigest()


def _begin(converter: GenerateFeedback, assignment: str, student: str) -> bool:
    """Begin with a student, as nbgrader's `init_destination`; once more where the page shows what was before."""
    again = not converter.force and _out_of_date(converter, assignment, student)
    converter.force = converter.force or again
    try:
        begun = BEGIN(converter, assignment, student)
    finally:
        converter.force = converter.force and not again
    if begun and again:
        converter.log.warning("%s: graded, marked or commented since this page was made; it is made anew", student)
    return begun


def _out_of_date(converter: GenerateFeedback, assignment: str, student: str) -> bool:
    course = converter.coursedir
    folder = Path(course.root, converter._format_dest(assignment, student))
    if not folder.exists():
        return False
    digest = digest_of_shown(course, assignment, student)
    heads = [path.read_text(errors="replace").split("</head>")[0] for path in folder.glob("*.html")]
    return not heads or not all(f'"{digest}"' in head for head in heads)
