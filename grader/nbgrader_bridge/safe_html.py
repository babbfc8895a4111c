"""What a student wrote as HTML that may be shown to others: no script, no request, nothing that looks like the page.

Markdown may hold any HTML, and its links any protocol. nbgrader renders it as it is, into the feedback and into the
formgrader, which has the origin of the notebook server: a script there can run code as the instructor. What is not
allowed here stays visible as text.
"""

import re
from typing import Any

import bleach
from bleach.css_sanitizer import CSSSanitizer
from markupsafe import escape
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "mark", "ol", "p", "pre", "s", "small", "span", "strong", "sub",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
}  # fmt: skip
LINK = re.compile(r"(?:https?://|mailto:)[^\s\\]+", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
HIGHLIGHT = re.compile(r"highlight|[a-z]{1,2}[a-z0-9]?")  # the classes of pygments, none of the page's own
WORDS = {"alt", "title", "colspan", "rowspan", "start", "width", "height"}


def _allowed(tag: str, name: str, value: str) -> bool:
    """Return whether an element may have this attribute with this value."""
    if tag == "a" and name == "href":
        return LINK.fullmatch(value) is not None
    if tag == "img" and name == "src":
        return PICTURE.fullmatch(value) is not None
    if name == "class":
        return HIGHLIGHT.fullmatch(value) is not None
    return name in WORDS or (name == "style" and tag in ("td", "th"))


CLEANER = bleach.Cleaner(
    tags=TAGS,
    attributes=_allowed,
    protocols={"http", "https", "mailto", "data"},
    css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align"]),
)


def safe_html(html: Any) -> str:
    """Return HTML with what `TAGS` names, all else as visible text; in the place of nbconvert's `clean_html`."""
    text = html.decode("utf-8", "replace") if isinstance(html, bytes) else str(html)
    cleaned: str = CLEANER.clean(text)
    return cleaned


class Renderer(IPythonRenderer):
    """Renders markdown; a picture that is not there is its description, not an error that ends the page."""

    def inline_html(self, html: str) -> str:
        """Return HTML as it is; nbconvert would close each tag where it opens."""
        return html

    def block_html(self, html: str) -> str:
        """Return HTML as it is."""
        return f"{html}\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Render a picture."""
        try:
            made: str = super().image(text, url, title)
            return made
        except Exception:  # nbconvert raises InvalidNotebook, StopIteration or TypeError
            return f"[{escape(text)}]"


def safe_markdown(source: str, attachments: dict[str, Any], folder: str) -> str:
    """Return markdown as safe HTML; with its pictures, if they are attached to the cell or stand in the folder."""
    renderer = Renderer(
        escape=False, attachments=attachments, embed_images=True, path=folder, exclude_anchor_links=True
    )
    try:
        return safe_html(MarkdownWithMath(renderer=renderer).render(source))
    except Exception:  # nested too deeply, for instance; whatever it is, the page is shown
        return as_text(source)


def as_text(source: str) -> str:
    """Return a text as HTML that shows it letter by letter."""
    return f"<pre>{escape(source)}</pre>"
