"""The process that reads submissions: for each question it has a share of processor time and memory, and no more.

It runs as `python -m grader.intake.worker` and speaks JSON lines: what belongs to the lesson (`Expected`) first, then a
`Request` a line on standard input, and a `Found` a line on standard output. It runs nothing that was handed in.
"""

import ast
import os
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from grader.course.amount import SMALL, characters, too_much
from grader.course.cells import EMPTY
from grader.intake.choose import choose
from grader.intake.entries import read_entry, sound_module
from grader.intake.expected import Expected, as_given
from grader.intake.files import File, NotTaken, Unreadable, digest_of, folder_files, read_file, why_not
from grader.intake.helpers import helper_modules
from grader.intake.imported import imported
from grader.intake.notebooks import PlainNotebook, plain_notebook
from grader.intake.reader import CPU_SECONDS, MEMORY_BYTES, TOO_LONG
from grader.intake.requests import Found, Question, ReadEntry, ReadFolder, ReadHelpers, ReadNotebook, Request
from grader.intake.text import text_of
from grader.intake.work import answers_in
from grader.processes.allowance import allow
from grader.processes.parent import die_with_parent
from grader.protocol.magics import WORK_LIMIT, code_of, python_of
from grader.protocol.source import Cell, Module
from grader.protocol.text import clean

# Characters to tokenize for magics in all cells, less than a second of work; a hundred cells of 2,000 characters with
# three magics each take 800,000.
MAGIC_LIMIT = 2 * WORK_LIMIT


def main() -> None:
    """Answer questions until there are no more."""
    die_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    wanted = msgspec.json.decode(sys.stdin.buffer.readline(), type=Expected)
    _write(answers, b"{}")
    for line in sys.stdin.buffer:
        request = msgspec.json.decode(line, type=Request)
        allow(CPU_SECONDS, MEMORY_BYTES)
        answer = answered(request.question, wanted)
        answer.number = request.number
        _write(answers, msgspec.json.encode(answer))
        as_given.cache_clear()  # it holds whole files


def _write(answers: Any, line: bytes) -> None:
    answers.write(line + b"\n")
    answers.flush()


def answered(question: Question, wanted: Expected) -> Found:
    """Return the answer to a question; whatever goes wrong, it says what."""
    try:
        answer = ANSWERS[type(question)](question, wanted)
        parse_once(answer.modules)
    except MemoryError:
        answer = Found(status="unreadable", detail=TOO_LONG)
    except Exception as error:
        answer = Found(0, *why_not(error))
    return answer


def parse_once(modules: list[Module]) -> None:
    """Parse what the examiner is going to parse, so that what takes too long or too much ends here.

    Raises Unreadable.
    """
    if characters(modules) <= SMALL:
        return
    work = 0
    for module in modules:
        for cell in module.cells:
            work += code_of(cell.source).work if cell.notebook else 0
            if work > MAGIC_LIMIT:
                raise Unreadable(f"{module.name} holds too many magics, or too long cells with magics")
            try:
                ast.parse(python_of(cell))
            except MemoryError:
                raise Unreadable(f"{cell.file} cannot be parsed: it is nested too deeply, or too long") from None
            except (SyntaxError, ValueError, RecursionError):
                continue  # the examination says where


def _entry(question: ReadEntry, wanted: Expected) -> Found:
    entry = question.entry()
    modules, work = read_entry(entry, wanted, question.work)
    found = Found(status=entry.status, detail=entry.detail, notes=entry.notes, modules=modules, answers=entry.answers)
    found.work = work
    return found


def _folder(question: ReadFolder, wanted: Expected) -> Found:
    but = {os.fsdecode(name) for name in question.but}
    files = [file for file in folder_files(Path(os.fsdecode(question.path))) if str(file.path) not in but]
    names = [clean(str(file.path)) for file in files]
    digest = digest_of(files)
    try:
        chosen = choose(files, wanted)
    except NotTaken as error:
        return Found(0, *why_not(error), files=names, digest=digest)
    modules = [sound_module(module) for module in chosen.modules]
    answer = Found(modules=modules, notes=[clean(note) for note in chosen.notes], files=names, digest=digest)
    answer.answers = answers_in(chosen, wanted)
    if chosen.notebook is not None:
        answer.notebook, answer.notebook_path = _plain(chosen.notebook), clean(str(chosen.notebook.path))
    return answer


def _notebook(question: ReadNotebook, wanted: Expected) -> Found:
    path = Path(os.fsdecode(question.path))
    return Found(notebook=_plain(File(PurePosixPath(path.name), lambda: read_file(path))))


def _plain(file: File) -> PlainNotebook:
    name = file.path.name
    try:
        text = text_of(file.read(), name)
        if not text.strip():
            raise Unreadable(f"{name} {EMPTY}")
        plain = plain_notebook(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{name} is not a readable notebook: {type(error).__name__}: {str(error)[:200]}") from None
    code = Module(file.path.stem, [Cell(name, cell.text) for cell in plain.cells if cell.kind == "code"])
    if why := too_much([code]):
        raise Unreadable(why)
    return plain


def _helpers(question: ReadHelpers, wanted: Expected) -> Found:
    helpers = helper_modules(*(Path(os.fsdecode(folder)) for folder in question.folders))
    return Found(modules=imported([question.module, *helpers]))


ANSWERS: dict[type, Callable[[Any, Expected], Found]] = {
    ReadEntry: _entry, ReadFolder: _folder, ReadNotebook: _notebook, ReadHelpers: _helpers,
}  # fmt: skip

if __name__ == "__main__":
    main()
