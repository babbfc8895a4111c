"""Stubs: the student's parts replaced by a NotImplementedError that says what to do, or by room for an answer.

nbgrader's own ClearSolutions does the cutting, of whole modules here and of notebook cells in `generate_assignment`
(where nbgrader_config.py names `SentenceStubs`), so that both show the student the same text.
"""

import ast
import re
import textwrap

import nbformat.v4
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions
from traitlets import Dict, Unicode

from grader.course.questions import placeholder
from grader.course.regions import BuildError, Region, find_regions

LINE_LENGTH = 120  # as in pyproject.toml: stubs are linted too
_PLACE = "### THE STUB STANDS HERE"
_PLACE_LINE = re.compile(rf"^(?P<indent> *){_PLACE}$", re.MULTILINE)


class SentenceStubs(ClearSolutions):
    """nbgrader's ClearSolutions, with a stub for each part that contains the part's own sentence."""

    code_stub = Dict({"python": _PLACE}, help=ClearSolutions.code_stub.help).tag(config=True)
    text_stub = Unicode(_PLACE, help=ClearSolutions.text_stub.help).tag(config=True)

    def _replace_solution_region(self, cell: NotebookNode, language: str) -> bool:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "cell")
        regions = iter(find_regions(cell.source, name))
        replaced = super()._replace_solution_region(cell, language)
        text = cell.cell_type == "markdown"
        cell.source = _PLACE_LINE.sub(lambda match: _stub(next(regions), match["indent"], text=text), cell.source)
        return bool(replaced)


def _stub(region: Region, indent: str, *, text: bool) -> str:
    """Return what stands in place of a part: a statement or, for an answer in words, lines of text or of comment."""
    if text or region.comment:
        return "\n".join(line if text else f"# {line}" for line in placeholder(region.sentence))
    return raise_line(region.sentence, indent)


def stub_module(text: str, where: str) -> str:
    """Return the text of a reference module with each student's part replaced by its stub.

    `where` names the module in messages. Raises BuildError for wrong marks, and if what is left is not valid Python.
    """
    find_regions(text, where)
    cell = nbformat.v4.new_code_cell(text)
    SentenceStubs()._replace_solution_region(cell, "python")
    try:
        ast.parse(cell.source)
    except SyntaxError as error:
        raise BuildError(f"{where}: without the student's parts the module is not valid Python ({error})") from error
    return str(cell.source)


def raise_line(sentence: str, indent: str) -> str:
    """Return the statement that raises NotImplementedError with `sentence`, in lines up to LINE_LENGTH."""
    line = f"{indent}raise NotImplementedError({_quoted(sentence)})"
    if len(line) <= LINE_LENGTH:
        return line
    inner = indent + " " * 4
    pieces = textwrap.wrap(sentence, LINE_LENGTH - len(inner) - len('" "'), break_long_words=False)
    quoted = [inner + _quoted(piece + " ") for piece in pieces[:-1]] + [inner + _quoted(pieces[-1])]
    return "\n".join([f"{indent}raise NotImplementedError(", *quoted, f"{indent})"])


def _quoted(text: str) -> str:
    """Return the text quoted as the formatter does: in double quotes, unless it contains some."""
    return repr(text) if '"' in text else '"' + text.replace("\\", "\\\\") + '"'
