"""What is in a file that was handed in: its text, the code of a notebook, and whether it is as it was given."""

from collections.abc import Sequence

from grader.course.cells import NotebookError, notebook_cells
from grader.course.files import SIZE_LIMIT, is_module, is_notebook, too_long
from grader.intake.expected import Expected
from grader.intake.files import File, Unreadable
from grader.intake.text import text_of
from grader.protocol.source import Module


def text(file: File) -> str:
    """Return the text of a file; raises Unreadable."""
    return text_of(file.read(), file.label)


def code(file: File) -> str:
    """Return the code of a module or notebook, or nothing if it cannot be read."""
    try:
        if is_notebook(file.path):
            return "\n".join(cell.source for cell in notebook_module(file).cells)
        return text(file)
    except Unreadable:
        return ""


def notebook_module(file: File) -> Module:
    """Return the code cells of a notebook; raises Unreadable."""
    try:
        module = Module(file.path.stem, notebook_cells(text(file), file.label))
    except NotebookError as error:
        raise Unreadable(str(error)) from None
    if too_long(module):
        raise Unreadable(f"the code of {file.path.name} is longer than {SIZE_LIMIT // 2**20} MB")
    return module


def given(file: File, wanted: Expected) -> bool:
    """Return whether a file, whatever its name, is one that students were given, as it was given."""
    if not (is_notebook(file.path) or is_module(file.path)):
        return False
    try:
        return wanted.was_given(file.path.name, text(file))
    except Unreadable:
        return False


def written_in(modules: Sequence[Module], wanted: Expected) -> bool:
    """Return whether modules hold anything that a student wrote: text, and other than they were given."""
    texts = ["\n".join(cell.source for cell in module.cells) for module in modules]
    return any(
        text.strip() and not wanted.was_given(f"{module.name}.py", text)
        for module, text in zip(modules, texts, strict=True)
    )


def worked_on(file: File, wanted: Expected) -> bool:
    """Return whether a file holds work on the exercises."""
    return not given(file, wanted) and wanted.defines(code(file))
