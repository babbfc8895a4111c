"""What a student wrote does nothing in the browser of whoever reads nbgrader's pages: tried in a real one."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from grader.nbgrader_bridge.pages import PAGE_SECONDS, FeedbackPage
from tests.grade.browser import PROGRAM, Browser

from .conftest import cell_of, copy_of, nbgrader, right_answers, submit

pytestmark = pytest.mark.skipif(PROGRAM is None or sys.platform != "linux", reason="no Chromium is installed")
NAME = "<img src=x onerror=document.title='owned'>"
QUOTED = '";document.title="owned";"'
OWN = "document.title='owned'"
MARKDOWN = [
    f"<script>{OWN}</script>",
    f'<img src=x onerror="{OWN}">',
    f'<svg onload="{OWN}"></svg>',
    f'<a class=press href="javascript:{OWN}">press</a>',
    f"[press](javascript:{OWN})",
    f"[press](JaVaScRiPt:{OWN})",
    f"[press](data:text/html,<script>opener.{OWN}</script>)",
    f'<iframe srcdoc="<script>parent.{OWN}</script>"></iframe>',
    f'<details open ontoggle="{OWN}">',
    f'<form action="javascript:{OWN}"><input type=submit class=press></form>',
    f'<noscript><p title="</noscript><img src=x onerror={OWN}>">',
    f'<math><mtext><style><img src=x onerror="{OWN}">',
    "<style>@import 'SERVER/style'; body { background: url(SERVER/background) }</style>",
    "<img src=SERVER/img><link rel=stylesheet href=SERVER/link><video poster=SERVER/poster>",
    "<meta http-equiv=refresh content='0;url=SERVER/refresh'>",
    "![x](SERVER/markdown)",
    "![x](attachment:missing)",
    "![x](attachment:drawing)",
    "![x](attachment:page)",
    "![x](attachment:empty)",
    f'```mermaid\n<img src=x onerror="{OWN}">\n```',
    f"$\\href{{javascript:{OWN}}}{{press}}$",
    "# test_double",
    "[see](shipped.html)",
    "<b>honest</b> $a < b$ and `x < y`",
]
OUTPUTS = {
    "text/html": f'<script>{OWN}</script><img src=x onerror="{OWN}">',
    "application/javascript": OWN,
    "image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{OWN}\"/>",
    "text/markdown": f"<script>{OWN}</script>",
    "text/latex": f"<script>{OWN}</script>",
    "application/vnd.jupyter.widget-view+json": {"model_id": f"</script><script>{OWN}"},
    "image/png": f'"><img src=x onerror="{OWN}">',
    "text/plain": f"<script>{OWN}</script>",
}
PRESS = """[...document.querySelectorAll('#notebook a, #notebook .press, #notebook input.press')]
    .forEach((one) => one.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true})))"""


class Listener(HTTPServer):
    """A server on this machine that remembers what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(handler) -> None:  # noqa: N805
                self.asked.append(handler.path)
                handler.send_error(404)

            def log_message(self, *_) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


def hostile(address: str):
    """A change of a notebook: cells, outputs and metadata that want to run in a reader's browser."""

    def change(notebook) -> None:
        for text in MARKDOWN:
            cell = new_markdown_cell(text.replace("SERVER", address))
            cell["attachments"] = {
                "drawing": {"image/svg+xml": OUTPUTS["image/svg+xml"]},
                "page": {"text/html": OUTPUTS["text/html"]},
                "empty": {},
            }
            notebook.cells.append(cell)
        notebook.cells.append(new_raw_cell(MARKDOWN[1], metadata={"raw_mimetype": "text/html"}))
        isolated = {"text/html": {"isolated": True}}
        outputs = [new_output("display_data", data={key: data}, metadata=isolated) for key, data in OUTPUTS.items()]
        tags = [f'"><script>{OWN}</script>']
        notebook.cells.append(new_code_cell(f"%%html\n{MARKDOWN[0]}", outputs=outputs, metadata={"tags": tags}))
        cell_of(notebook, "double")["metadata"]["nbgrader"]["comment"] = MARKDOWN[1]
        notebook.metadata["title"] = f"</title><script>{OWN}</script>"
        notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"</script>": MARKDOWN[0]}}
        notebook.metadata["language_info"] = {"name": f'"><script>{OWN}</script>', "pygments_lexer": "html"}

    return change


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener() as server:
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory, listener: Listener) -> Path:
    """A course in which hostile work, of hostile names, is autograded and has its feedback."""
    copy = copy_of(released, tmp_path_factory.mktemp("hostile"))
    right = right_answers(copy)
    for name in ("mallory", NAME, QUOTED):
        file = submit(copy, name, right, hostile(listener.address))
        for shipped in ("shipped.html", "shipped.svg", "shipped.xhtml", "shipped.mht"):
            file.with_name(shipped).write_text(f"<svg xmlns='http://www.w3.org/2000/svg'><script>{OWN}</script></svg>")
        file.with_name("data.csv").write_text("1,2")
    nbgrader(copy, "autograde", "lesson1")
    nbgrader(copy, "generate_feedback", "lesson1")
    return copy


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


def look(browser: Browser, address: str) -> tuple[str, str]:
    """Open a page, press all that a student wrote, and return its title before and after."""
    browser.visit(address)
    before = browser.run("document.title")
    browser.run(PRESS)
    time.sleep(1)
    return before, browser.run("document.title")


def found(browser: Browser, *selectors: str) -> int:
    """The number of elements that a selector finds."""
    return browser.run(f"document.querySelectorAll({json.dumps(', '.join(selectors))}).length")


def test_a_hostile_notebook_does_nothing_in_the_browser_that_shows_its_feedback(graded, listener, browser):
    for name in ("mallory", NAME, QUOTED):
        page = graded / "feedback" / name / "lesson1/lesson1.html"
        assert look(browser, page.as_uri()) == ("lesson1", "lesson1")
        shown = browser.run("document.body.innerText")
        assert "honest $a < b$ and x < y" in shown
        assert "<script>document.title" in shown  # what is not run is shown
        assert (
            browser.run(
                "document.scripts.length + document.querySelectorAll('iframe, form, svg, meta[content*=url]').length"
            )
            == 0
        )
        assert browser.run("document.querySelector('#test_double')") is None  # a heading is no cell's anchor
    assert listener.asked == []
    assert browser.requests(lambda address: not address.startswith(("file:", "data:"))) == []


def test_of_shipped_files_only_those_are_copied_that_no_browser_runs(graded):
    given = [path for part in ("autograded", "feedback") for path in (graded / part).rglob("*") if path.is_file()]
    assert {path.name for path in given} == {"data.csv", "lesson1.html", "lesson1.ipynb"}
    assert (graded / "submitted/mallory/lesson1/shipped.html").exists()  # nothing that was handed in is lost


@pytest.fixture
def formgrader(graded: Path) -> Iterator[str]:
    """The address of a notebook server in the course, with the formgrader."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.token=",
        "--ServerApp.password=",
        "--ServerApp.allow_root=True",
        "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
        "--no-browser",
    ]
    home = graded / "home"
    home.mkdir(exist_ok=True)
    surroundings = {**os.environ, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home)}
    with (graded / "server.txt").open("w") as log:
        command = [sys.executable, "-m", "jupyter_server", *options]
        server = subprocess.Popen(command, cwd=graded, env=surroundings, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def ask(address: str):
    with urllib.request.urlopen(address, timeout=30) as answer:
        return json.load(answer)


def test_a_hostile_notebook_does_nothing_in_the_formgrader(formgrader, listener, browser):
    students = ask(f"{formgrader}/formgrader/api/submissions/lesson1")
    assert {student["student"] for student in students} == {"mallory", NAME, QUOTED}
    submissions = ask(f"{formgrader}/formgrader/api/submitted_notebooks/lesson1/lesson1")
    assert len(submissions) == 3
    for submission in submissions:
        before, after = look(browser, f"{formgrader}/formgrader/submissions/{submission['id']}/")
        assert (before, after) == ("lesson1", "lesson1")
        assert browser.run("document.querySelectorAll('input.score').length") == 2  # the page's own scripts have run
        assert browser.run("document.querySelector('input.score').placeholder") != ""
        assert "honest $a < b$" in browser.run("document.body.innerText")
        assert found(browser, *(f"#notebook {kind}" for kind in ("iframe", "form", "svg", "script"))) == 0
    for name in ("mallory", NAME, QUOTED, "\";document.title='owned'//"):
        for place in (f"manage_students/{name}", f"manage_students/{name}/lesson1"):
            title = look(browser, f"{formgrader}/formgrader/{urllib.request.quote(place, safe='/')}")
            assert title[0] == title[1] != "owned", place
    for place in ("manage_submissions/lesson1", "gradebook/lesson1/lesson1", "manage_students"):
        assert "owned" not in look(browser, f"{formgrader}/formgrader/{place}")
    assert listener.asked == []
    assert browser.requests(lambda address: not re.match(rf"{formgrader}/|data:|about:|file:", address)) == []


def test_the_keys_of_the_formgrader_move_from_one_score_to_the_next(formgrader, browser):
    submission = ask(f"{formgrader}/formgrader/api/submitted_notebooks/lesson1/lesson1")[0]
    browser.complaints.clear()
    browser.visit(f"{formgrader}/formgrader/submissions/{submission['id']}/")
    for _ in range(100):
        if browser.run("document.activeElement.tagName") in ("INPUT", "TEXTAREA"):
            break
        time.sleep(0.1)
    assert [complaint for complaint in browser.complaints if "exceptionThrown" in complaint] == []
    first = browser.run("document.activeElement.outerHTML")
    for kind in ("keyDown", "keyUp"):
        browser.ask("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    second = browser.run("document.activeElement.outerHTML")
    assert first != second
    assert "tabbable" in first
    assert "tabbable" in second


def test_a_page_takes_a_limited_time_whatever_is_written_in_it(tmp_path):
    cells = [new_code_cell(" \n" * 40_000), new_code_cell("a." * 50_000), new_markdown_cell("<div>" * 100_000)]
    cells += [new_code_cell(" \n" * 2_000) for _ in range(200)] + [
        new_markdown_cell("<div>" * 4_000) for _ in range(50)
    ]
    page = FeedbackPage(template_name="classic")
    begun = time.process_time()
    page.from_notebook_node(new_notebook(cells=cells))
    assert time.process_time() - begun < 4 * PAGE_SECONDS
