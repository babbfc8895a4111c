"""The pages as they are read: in narrow and wide windows, in both themes, with and without scripts."""

import html
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from grader.grading.formgrader import handed_in
from grader.grading.pages import class_page, environment, student_page, write_student_page
from grader.nbgrader_bridge.outputs import points_and_text
from grader.results.check import CheckResult
from grader.results.message import LoadError, Message, Misconception, Where
from grader.results.row import Row, row_of
from grader.results.verdict import Verdict, make_verdict

from .browser import PROGRAM, Browser

FILES = ("index.html", "feedback/student0.html")
WIDTHS = (360, 800, 1280, 1600)
EXERCISES = [
    "CharThree", "CharLoop", "stream_batches", "RNN", "ConcatRNN", "sequence_cross_entropy", "identity_init",
    "StatefulRNN", "generate", "DotProductBias", "MixedInput", "pca",
]  # fmt: skip
NAMES = ["Zoë Ørsted", "Bartholomew Featherstonehaugh-Cholmondeley", "李", "anna", "Émile", "w" * 60]
SENTENCE = (
    "The statistics of a batch norm are taken over the batch and the positions, as in x.mean((0, 1)) for (B, T, C)."
)
browser_only = pytest.mark.skipif(PROGRAM is None, reason="no Chromium is installed")


def check(exercise: str, number: int, seen: str, *, passed: bool) -> CheckResult:
    """A check of an exercise; when it fails, its message has every part, with words wider than a window."""
    found = [] if passed or number else [Misconception("wrong-axis", f"{SENTENCE} You gave {seen}.")]
    message = Message(
        called=[f"{exercise}(4)(<float64 (4, 4, 68)>)"], headline="the output is wrong", expected=f"[{seen}]" * 20,
        got="x" * 300, sentences=[one.sentence for one in found],
        where=Where("rnn.py", 12, "__call__", "y = " + "x" * 200),
    )  # fmt: skip
    return CheckResult(
        check=f"lesson6/test_{exercise.lower()}.py::test_every_position_shares_the_statistics_{number}",
        exercise=exercise, lesson="lesson6", points=2, status="passed" if passed else "failed",
        reason="" if passed else "wrong", message=Message() if passed else message, misconceptions=found,
    )  # fmt: skip


def verdict(place: int) -> Verdict:
    """A student's verdict: everyone fails in other places, the fourth in none."""
    checks = [
        check(name, number, f"0.{place}5", passed=place == 3 or bool((place + i) % 3 or number % 2))
        for i, name in enumerate(EXERCISES)
        for number in range(3)
    ]
    return make_verdict(NAMES[place], "lesson6", 1, checks=checks, output="o" * 500, printed=500, digest="d" * 64)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    found = [row_of(verdict(place), f"student{place}") for place in range(len(NAMES))]
    found[1].note = "graded without trainings"
    refused = make_verdict("nobody", "lesson6", 1, status="unreadable", detail="rnn.py is not text", max_points=72)
    return [*found, row_of(refused, "nobody")]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Path:
    """The folder that an instructor opens."""
    out = tmp_path_factory.mktemp("out")
    for place in range(len(NAMES)):
        write_student_page(out, f"student{place}", verdict(place))
    page = class_page(rows, "lesson6", rows[0].worth, "isolation: namespaces", 12345)
    (out / "index.html").write_text(page, "utf-8")
    return out


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


@browser_only
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("file", FILES)
def test_no_page_is_wider_than_its_window(browser, pages, file, width):
    browser.open(pages / file, width)
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run("Math.max(...[...document.body.querySelectorAll('*')].map(e => e.getBoundingClientRect().right))"
                       ) <= width  # fmt: skip


@browser_only
@pytest.mark.parametrize("width", WIDTHS)
def test_a_student_takes_a_few_lines_of_the_class_table(browser, pages, width):
    browser.open(pages / "index.html", width)
    heights = browser.run("[...document.querySelectorAll('#class tbody tr')].map(row => row.offsetHeight)")
    reasons = browser.run("[...document.querySelectorAll('#class .reason')].map(cell => cell.offsetWidth)")
    assert max(heights) < 300
    assert min(reasons) > 200


@pytest.mark.parametrize("view", ["page", "formgrader", "nbgrader"])
def test_why_a_file_does_not_run_is_said_once(view):
    why = "this file or cell does not run: SyntaxError: '(' was never closed"
    message = Message(headline=why, where=Where("rnn.py", 12, "<module>", source="y = (x"))
    fields = {"reason": "load", "message": message, "misconceptions": []}
    failed = [check(name, number, "", passed=False) for name in EXERCISES for number in range(3)]
    checks = [msgspec.structs.replace(one, **fields) for one in failed]
    failure = LoadError("SyntaxError", "'(' was never closed", Where("rnn.py", 12, source="y = (x"))
    found = make_verdict("ann", "lesson6", 1, checks=checks, load_errors=[failure] if view == "page" else [])
    if view == "page":
        text = html.unescape(student_page(found))
    elif view == "formgrader":
        text = str(list(handed_in([], [], found)))
    else:
        said: set[str] = set()
        text = "\n".join(points_and_text(found, name, 6, said=said)[1] for name in EXERCISES)
    assert text.count("was never closed") == 1
    again = "the reason is above" if view == "page" else "same message as above"
    assert text.count(again) >= len(EXERCISES) - 1


def test_what_is_noted_about_all_of_an_exercise_is_said_once():
    note = "graded with a correct RNN in place of yours, so that the mistake costs points only once"
    checks = [msgspec.structs.replace(check("generate", number, "", passed=True), note=note) for number in range(5)]
    text = student_page(make_verdict("ann", "lesson6", 1, checks=[*checks, check("pca", 1, "", passed=True)]))
    assert text.count(note) == 1
    assert text.index(" generate ") < text.index(note) < text.index(" pca ")


TEXTS = """(() => {
  const seen = (color) => color.match(/[\\d.]+/g).map(Number);
  const found = new Set();
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.getClientRects().length || ['SCRIPT', 'OPTION'].includes(element.tagName)) continue;
    let behind = element;
    while (behind && seen(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
    const back = behind ? seen(getComputedStyle(behind).backgroundColor).slice(0, 3) : [255, 255, 255];
    const opacity = Number(getComputedStyle(element).opacity);
    const own_color = seen(getComputedStyle(element).color).slice(0, 3);
    const color = own_color.map((c, i) => opacity * c + (1 - opacity) * back[i]);
    found.add(JSON.stringify([color, back]));
  }
  return [...found];
})()"""


@browser_only
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("file", FILES)
def test_every_text_on_a_page_has_contrast_in_both_themes(browser, pages, file, dark):
    browser.open(pages / file, 1280, dark=dark)
    seen = [tuple(map(tuple, json.loads(pair))) for pair in browser.run(TEXTS)]
    backgrounds = {luminance(back) for _, back in seen}
    assert all(value < 0.2 if dark else value > 0.8 for value in backgrounds)
    assert {pair: contrast(*pair) for pair in seen if contrast(*pair) < 4.5} == {}
    assert len(seen) >= 4


NAMED = "[...document.querySelectorAll('#class tbody tr:not([hidden]) .student')].map(cell => cell.textContent.trim())"


@browser_only
def test_the_class_is_sorted_by_a_click_and_searched_by_a_word(browser, pages, rows):
    browser.open(pages / "index.html", 1600)
    assert browser.complaints == []
    as_written = browser.run(NAMED)
    assert as_written == [row.student for row in rows]
    browser.run("document.querySelectorAll('#class thead button')[1].click()")
    scores = {row.student: row.score for row in rows}
    found = [scores[name] for name in browser.run(NAMED)]
    assert found == sorted(scores.values())
    assert browser.run("document.querySelectorAll('#class th')[1].ariaSort") == "ascending"
    browser.run("document.querySelectorAll('#class thead button')[1].click()")
    assert [scores[name] for name in browser.run(NAMED)] == sorted(scores.values(), reverse=True)
    browser.run("search.value = 'émile'; search.dispatchEvent(new Event('input'))")
    assert browser.run(NAMED) == ["Émile"]
    browser.run("document.querySelector('#mistakes button').click()")
    key = browser.run("search.value")
    assert sorted(browser.run(NAMED)) == sorted(row.student for row in rows if key in {m.key for m in row.mistakes})


@browser_only
def test_without_scripts_the_table_is_whole_and_no_control_is_dead(browser, pages, rows):
    browser.open(pages / "index.html", 800, scripts=False)
    assert browser.run(NAMED) == [row.student for row in rows]
    controls = "[...document.querySelectorAll('button, input, select')]"
    assert browser.run(f"{controls}.filter((control) => control.offsetParent).length") == 0


@browser_only
def test_every_link_of_the_class_page_leads_to_a_page(browser, pages, rows):
    browser.open(pages / "index.html", 800)
    links = browser.run("[...document.querySelectorAll('#class a')].map(link => link.getAttribute('href'))")
    assert len(links) == len(rows)
    assert [link for link in links if not (pages / link).exists()] == ["feedback/nobody.html"]  # written by nobody here


def test_the_policy_of_a_page_allows_its_own_style_and_script_and_nothing_else(pages):
    digest = environment().filters["digest"]
    for file in FILES:
        page = (pages / file).read_text("utf-8")
        styles, scripts = (re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("style", "script"))
        allowed = set(re.findall(r"'(sha256-[^']+)'", page))
        assert allowed == {digest(text) for text in styles + scripts}
        assert len(styles) == 1
        assert len(scripts) == (file == "index.html")
        assert not re.search(r"unsafe|style=|\son\w+=", page)


def test_the_colours_of_the_pages_have_contrast_on_every_background_in_both_themes():
    loader = environment().loader
    style = loader.get_source(environment(), "page.css")[0]
    light, dark = style.split("prefers-color-scheme: dark")
    themes = [dict(re.findall(r"--(\w+): (#\w{6})", text)) for text in (light, dark)]
    assert themes[0].keys() == themes[1].keys()
    for theme in themes:
        colours = {name: tuple(bytes.fromhex(value[1:])) for name, value in theme.items()}
        backgrounds = {name: colours.pop(name) for name in ("background", "surface")}
        del colours["line"]  # separates rows; nothing is told by it alone
        for name, back in itertools.product(colours, backgrounds):
            least = 3 if name == "edge" else 4.5
            assert contrast(colours[name], backgrounds[back]) >= least, (name, back)


def test_no_style_names_a_colour_of_its_own():
    loader = environment().loader
    for file in ("page.css", "class.css"):
        rules = re.sub(r"--\w+: #\w+;?", "", loader.get_source(environment(), file)[0])
        values = re.findall(r"[{;]\s*(?:color|background|border(?:-\w+)?|opacity):\s*([^;}]+)", rules)
        assert values
        assert [value for value in values if "opacity" in value or re.search(r"#\w{3}|rgb|hsl", value)] == []
        assert "opacity" not in rules


def luminance(colour) -> float:
    """The relative luminance of WCAG 2 of a colour of three numbers up to 255."""
    parts = [c / 255 for c in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other) -> float:
    """The contrast ratio of WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_a_mistake_is_counted_under_a_name_without_numbers_of_the_example(rows, pages):
    keys = {mistake.key for row in rows for mistake in row.mistakes}
    assert "RNN/wrong-axis" in keys
    assert not any("0." in key for key in keys)
    page = (pages / "index.html").read_text("utf-8")
    made = sum("RNN/wrong-axis" in {mistake.key for mistake in row.mistakes} for row in rows)
    assert re.search(rf'<td class="number">{made}</td><td class="key">RNN/wrong-axis</td>', page)


def test_what_is_noted_about_a_row_is_on_the_page(pages):
    assert "graded without trainings" in (pages / "index.html").read_text("utf-8")


def test_a_students_page_shows_no_ids(rows):
    assert "wrong-axis" not in student_page(verdict(0))
