"""nbgrader's pages that show a submission, made safe for whoever opens them: the feedback and the formgrader.

nbgrader_config.py names `FeedbackPage` as the exporter of `nbgrader generate_feedback` and calls `guard`, so that the
formgrader shows a submission with `GradingPage` and escapes names in all of its pages. What a student wrote is cleaned
(`safe_html.py`), and a policy in the page lets the browser refuse what may have been overlooked.
"""

import functools
import time
from collections.abc import Iterator
from typing import Any

import jinja2
from bs4 import BeautifulSoup
from markupsafe import escape
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import Highlight2HTML
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.server_extensions.formgrader import formgrader

from grader.grading.pages import digest
from grader.nbgrader_bridge import published
from grader.nbgrader_bridge.feedback import finish
from grader.nbgrader_bridge.safe_html import as_text, safe_html, safe_markdown
from grader.results.points import NO_NUMBER

# Longer cells are shown as plain text, and so is the rest of a page once it has taken this long: pygments needs five
# minutes for 80 KB of blank lines, and a renderer of markdown seconds for what is deeply nested.
CODE_LIMIT, MARKDOWN_LIMIT = 4_000, 20_000  # characters
PAGE_SECONDS = 5.0
NAMES = ("student", "last_name", "first_name", "notebook_path")  # those that the templates do not escape
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
FEEDBACK = f"{NOTHING}; style-src 'unsafe-inline'; img-src data:; font-src data:"
GRADING = f"{NOTHING}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'"

# The formgrader waits for MathJax before it listens to the keys with which people move from answer to answer.
NO_MATHJAX = "var MathJax = {Hub: {Startup: {signal: {Interest: function (then) { then('End'); }}}}};"


class SafePage(HTMLExporter):
    """A submission as a page in which nothing runs that came with the submission."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sanitize_html = True
        self.filters = {**self.filters, "highlight_code": self.highlight}
        self.begun = time.process_time()

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Return the filters of the templates; all that passes HTML on passes safe HTML on."""
        yield from super().default_filters()
        yield "clean_html", safe_html

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """Convert a notebook; see nbconvert."""
        self.begun = time.process_time()
        converted: tuple[str, Any] = super().from_notebook_node(nb, resources, **kw)
        return converted

    def highlight(self, source: str, metadata: Any = None) -> str:
        """Return code as HTML; the cell's metadata choose no language."""
        if len(source) > CODE_LIMIT or self._late():
            return as_text(source)
        made: str = Highlight2HTML(pygments_lexer="ipython3")(source)
        return made

    def _late(self) -> bool:
        return time.process_time() - self.begun > PAGE_SECONDS

    @jinja2.pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Return markdown as HTML."""
        if len(source) > MARKDOWN_LIMIT or self._late():
            return as_text(source)
        folder = context.get("resources", {}).get("metadata", {}).get("path", "")
        return safe_markdown(source, context.get("cell", {}).get("attachments", {}), folder)


class FeedbackPage(SafePage):
    """The page of `nbgrader generate_feedback`: no script at all, and no request; see `feedback.py`."""

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Return the filters of the templates; nbgrader's writes each score as `score | float | round(2)`."""
        yield from super().default_filters()
        yield "float", lambda score: score
        yield "round", lambda score, digits: NO_NUMBER if score is None else round(float(score), digits)

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """Convert a notebook; see nbconvert."""
        html, resources = super().from_notebook_node(nb, resources, **kw)
        page = BeautifulSoup(html, "html.parser")
        for script in page("script"):
            script.decompose()
        finish(page, nb)
        course, names = getattr(self.parent, "coursedir", None), (resources or {}).get("nbgrader", {})
        if course is not None and names:
            published.name_what_it_shows(page, course, names["assignment"], names["student"])
        return with_policy(page, FEEDBACK), resources


class GradingPage(SafePage):
    """The formgrader's page of a submission: the scripts of the page run, and no others."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """Convert a notebook; see nbconvert. What the page of an empty notebook runs is the page's own."""
        given = {**(resources or {})}
        given.update({name: str(escape(given[name])) for name in NAMES if given.get(name)})
        empty, _ = super().from_notebook_node(new_notebook(), _copied(given), **kw)
        html, resources = super().from_notebook_node(nb, _copied(given), **kw)
        page = BeautifulSoup(html, "html.parser")
        for script in page("script"):  # MathJax, which nbconvert loads from the network
            if str(script.get("src")).startswith("http") or script.get("type") == "text/x-mathjax-config":
                script.decompose()
        sources = " ".join([*own_scripts(empty), f"'{digest(NO_MATHJAX)}'"])
        return with_policy(page, f"{GRADING}; script-src {sources}", NO_MATHJAX), resources


def _copied(resources: dict[str, Any]) -> dict[str, Any]:
    return {key: dict(value) if isinstance(value, dict) else value for key, value in resources.items()}


def own_scripts(html: str) -> list[str]:
    """Return the sources of a policy that allows the scripts and handlers in a page, and files of its own server."""
    page = BeautifulSoup(html, "html.parser")
    texts = {script.string or "" for script in page("script") if not script.get("src")}
    handlers = {str(value) for element in page(True) for name, value in element.attrs.items() if name.startswith("on")}
    return ["'self'", "'unsafe-hashes'", *(f"'{digest(text)}'" for text in sorted(texts | handlers))]


def with_policy(page: BeautifulSoup, policy: str, script: str = "") -> str:
    """Return the page with a Content-Security-Policy before all else in its head, and a script after that."""
    if page.head is None:
        raise ValueError("a page without a head, where its policy would stand")
    if script:
        first = page.new_tag("script")
        first.string = script
        page.head.insert(0, first)
    page.head.insert(0, page.new_tag("meta", attrs={"http-equiv": "Content-Security-Policy", "content": policy}))
    return str(page)


def guard() -> None:
    """Have the formgrader, in this process, show submissions and names safely, and feedback be up to date."""
    formgrader.HTMLExporter = GradingPage
    formgrader.Environment = functools.partial(jinja2.Environment, autoescape=True)
    published.install()
