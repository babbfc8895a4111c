"""What nbgrader's feedback page lacks: words where there is no score, with the reason at the top, and a narrow form.

nbgrader writes every score as a number, and calls every test "Test cell". Here a score that is not there becomes "not
examined" or "not marked yet", and an entry of the list at the top has the name of its exercise or question.
"""

import re

from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from grader.grading.formgrader import NOTE
from grader.results.points import NO_NUMBER

NOT_EXAMINED, NOT_MARKED = "not examined", "not marked yet"
TEST = "test_"
SCORE = re.compile(rf"Score: {NO_NUMBER} / ([\d.]+)")
# Below its own style, which has headings of a fixed height and code that is wider than a narrow window.
STYLE = """
:root { color-scheme: light; }
div.nbgrader_cell .panel-heading { height: auto; overflow: hidden; }
div.nbgrader_cell .panel-heading a { color: #e8e8e8; }
#notebook pre { white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal; }
#notebook table { display: block; overflow-x: auto; margin-bottom: 1em; }
#notebook th, #notebook td { padding: .1em .6em; }
.no-score { margin: .6em 0 0; }
@media (max-width: 60em) {
  body > .container, #notebook-container { width: auto; padding: 0 .4em; }
  #notebook, #notebook-container { padding: 0; }
  body > .container > .panel > .panel-body { padding: .8em .4em; }
}
"""


def finish(page: BeautifulSoup, nb: NotebookNode) -> None:
    """Write into a page what it lacks; `nb` is the notebook that it shows."""
    graded = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if is_grade(cell)}
    words = {name: NOT_MARKED if is_solution(cell) else NOT_EXAMINED for name, cell in graded.items()}
    missing = []
    for link in page.select("#toc li > a[href^='#']"):
        name = str(link["href"])[1:]
        if name in words:
            link.string = name.removeprefix(TEST)
            missing += [name] if _said(link.parent, words[name]) else []
    for heading in page.select(".nbgrader_cell > .panel-heading"):
        anchor = heading.find_previous_sibling("a")
        _said(heading.select_one(".pull-right"), words.get(str(anchor["name"]) if anchor else "", ""))
    title = page.select_one(".panel-heading > h4")
    if title is not None and missing:
        _said(title, NOT_EXAMINED if NOT_EXAMINED in map(words.get, missing) else NOT_MARKED)
        for sentence in reversed(_reasons({name: words[name] for name in missing}, nb)):
            paragraph = page.new_tag("p", attrs={"class": "no-score"})
            paragraph.string = sentence
            title.insert_after(paragraph)
    style = page.new_tag("style")
    style.string = STYLE
    if page.head is not None:
        page.head.append(style)


def _reasons(words: dict[str, str], nb: NotebookNode) -> list[str]:
    """Return why there is no score, a sentence for each kind."""
    if why := nb.metadata.get(NOTE, {}).get("unreadable"):
        return [f"This submission was not examined: {str(why).rstrip('.')}."]
    tests, answers = (
        ", ".join(name.removeprefix(TEST) for name, word in words.items() if word == kind)
        for kind in (NOT_EXAMINED, NOT_MARKED)
    )
    found = [f"Not examined: {tests}. What stands under the check says why."] if tests else []
    return [*found, *([f"Not marked yet by a person: {answers}."] if answers else [])]


def _said(element: Tag | None, word: str) -> bool:
    """Put a word in place of a score that is not there, and return whether it was not there."""
    for text in list(element.find_all(string=True, recursive=False)) if element is not None else []:
        found = SCORE.search(text)
        if found and word:
            text.replace_with(text[: found.start()] + f"{word}, {found[1]} points" + text[found.end() :])
            return True
    return False
