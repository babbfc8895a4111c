"""What is taken in as a submission, and what is said when there is none."""

import gzip
import io
import json
import os
import sys
import tarfile
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest

from grader.candidate.loader import Namespace
from grader.course.lesson import all_lessons
from grader.errors import GraderError
from grader.intake.entries import Entry, list_entries, read_entry
from grader.intake.expected import Expected, as_given, expected
from grader.intake.files import SIZE_LIMIT


def notebook(*cells: str, language: str = "python") -> str:
    """Return the text of a notebook with these code cells."""
    return json.dumps({
        "cells": [{"cell_type": "code", "source": cell, "outputs": [], "metadata": {}} for cell in cells],
        "metadata": {"kernelspec": {"language": language, "name": "x"}}, "nbformat": 4, "nbformat_minor": 5,
    })  # fmt: skip


def hand_in(folder: Path, files: dict[str, str | bytes]) -> None:
    """Write files, by path, below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def taken(folder: Path, names: tuple[str, ...] = ("layers",)) -> tuple[Entry, list[str], list[str]]:
    """Return the entry of the folder, the names of its modules, and those of its helpers."""
    entry = Entry("s", folder)
    modules, _ = read_entry(entry, Expected("lesson1", names))
    return entry, [m.name for m in modules if not m.helper], [m.name for m in modules if m.helper]


def tar(files: dict[str, bytes], mode: str = "w:gz", **changes: object) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as made:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            for attribute, value in changes.items():
                setattr(info, attribute, value)
            made.addfile(info, io.BytesIO(content))
    return data.getvalue()


def archive(files: dict[str, str], **changes: object) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for attribute, value in changes.items():
                setattr(info, attribute, value)
            made.writestr(info, text)
    return data.getvalue()


@pytest.mark.parametrize(
    "files",
    [
        {"layers.py": "x = 1"},
        {"lesson1/layers.py": "x = 1", "lesson2/mlp.py": "y = 1"},
        {"work/final/layers.py": "x = 1", "work/notes.txt": "hello"},
        {"layers.py": "x = 1", "backup/layers.py": "x = 0"},
        {"layers.py": "x = 1", "test_scale.py": "", "conftest.py": "", "sitecustomize.py": "", ".hidden.py": ""},
        {"handed_in.zip": archive({"top/layers.py": "x = 1", "__MACOSX/top/._layers.py": "?"})},
    ],
)
def test_the_lessons_modules_are_found_wherever_there_is_only_one_set_of_them(tmp_path, files):
    hand_in(tmp_path, files)
    entry, modules, extra = taken(tmp_path)
    assert (entry.status, modules, extra) == ("", ["layers"], [])


def test_further_files_are_helpers_that_a_module_may_import(tmp_path):
    hand_in(tmp_path, {"layers.py": "import tools, torch", "tools.py": "x = 1", "torch.py": "raise SystemExit"})
    assert taken(tmp_path)[1:] == (["layers"], ["tools", "torch"])


@pytest.mark.parametrize(
    "source",
    [
        "from tools import x",
        "from . import tools",
        "import tools.more as t",
        "import importlib\nimportlib.import_module('tools')",
        "exec('import tools')",
        "import between",
        "import tools\nthis is no Python",
    ],
)
def test_a_file_counts_if_a_module_may_import_it_and_not_otherwise(tmp_path, source):
    hand_in(tmp_path, {"layers.py": source, "tools.py": "x = 1", "between.py": "import tools", "compare.py": "y = 2"})
    helpers = taken(tmp_path)[2]
    assert "tools" in helpers
    assert "compare" not in helpers


def test_files_of_any_name_are_taken_where_none_has_the_lessons(tmp_path):
    hand_in(tmp_path, {"my_solution.py": "x = 1"})
    assert taken(tmp_path)[1] == ["my_solution"]


def test_a_notebook_is_taken_by_its_only_or_its_right_name(tmp_path):
    hand_in(tmp_path, {"any.ipynb": notebook("x = 1")})
    assert taken(tmp_path)[1] == ["any"]
    hand_in(tmp_path, {"lesson1.ipynb": notebook("x = 1")})
    assert taken(tmp_path)[1] == ["lesson1"]


@pytest.mark.parametrize(
    ("files", "status", "words"),
    [
        ({"readme.txt": "hello"}, "empty", "expected layers.py, or one notebook; found readme.txt (a text file)"),
        (
            {"test_scale.py": "", "standins.py": ""},
            "empty",
            "standins.py (the course's own), test_scale.py (a check of",
        ),
        ({"layers.py.txt": "x = 1"}, "empty", "found layers.py.txt: rename it to layers.py"),
        ({"lesson1.ipynb.json": notebook("")}, "empty", "found lesson1.ipynb.json: rename it to lesson1.ipynb"),
        ({"work.rar": b"Rar!"}, "empty", "found work.rar (a RAR archive)"),
        ({}, "empty", "found no files"),
        ({"a.ipynb": notebook(""), "b.ipynb": notebook("")}, "ambiguous", "several notebooks: a.ipynb, b.ipynb"),
        ({"a/layers.py": "", "b/layers.py": ""}, "ambiguous", "several submissions: a, b"),
        ({"layers.py": "", "lesson1.ipynb": notebook("")}, "ambiguous", "module files (layers.py) and a notebook"),
        ({"a.zip": archive({"x.py": ""}), "b.zip": archive({"x.py": ""})}, "ambiguous", "several archives"),
        ({"layers.py": b"x = '\xff'"}, "unreadable", "layers.py is not UTF-8 text"),
        ({"layers.py": b"#" * (SIZE_LIMIT + 1)}, "unreadable", "larger than 4 MB"),
        ({"lesson1.ipynb": "{"}, "unreadable", "not a readable notebook"),
        ({"lesson1.ipynb": " \n"}, "unreadable", "lesson1.ipynb is an empty file"),
        ({"lesson1.ipynb": notebook("1", language="R")}, "unreadable", "a notebook for 'R'"),
        ({"a.zip": b"PK nothing"}, "unreadable", "not a zip archive"),
        ({"a.zip": archive({"../layers.py": ""})}, "unreadable", "a path that leads outside of it"),
        ({"a.zip": archive({"/etc/layers.py": ""})}, "unreadable", "a path that leads outside of it"),
        ({"a.zip": archive({"layers.py": "/etc/passwd"}, external_attr=0o120777 << 16)}, "unreadable", "is a link"),
        ({"a.zip": archive({"layers.py": "#" * 50_000_000})}, "unreadable", "larger than 4 MB"),
        ({"a.tgz": tar({"../layers.py": b""})}, "unreadable", "a path that leads outside of it"),
        ({"a.tgz": tar({"layers.py": b""}, type=tarfile.SYMTYPE, linkname="/etc/passwd")}, "unreadable", "is a link"),
        ({"a.tgz": tar({"layers.py": b""}, type=tarfile.LNKTYPE, linkname="b.py")}, "unreadable", "is a link"),
        ({"a.tgz": tar({"layers.py": b""}, type=tarfile.FIFOTYPE)}, "unreadable", "is a link or something else"),
        ({"a.tar.xz": tar({"layers.py": b"#" * 5_000_000}, "w:xz")}, "unreadable", "larger than 4 MB"),
        ({"a.tar.bz2": tar({"layers.py": b"#" * 100_000_000}, "w:bz2")}, "unreadable", "holds more than 64 MB"),
        ({"a.tar.gz": tar({"layers.py": b"x = 1"})[:40]}, "unreadable", "a damaged archive"),
        ({"a.tar.gz": gzip.compress(b"x = 1")}, "unreadable", "not a tar or zip archive"),
        ({"a.zip": b"Rar!\x1a\x07"}, "unreadable", "a.zip is a RAR archive, which cannot be opened here"),
        ({"a.zip": archive({f"f{n}.py": "" for n in range(4000)})}, "unreadable", "too many files"),
    ],
)
def test_what_cannot_be_examined_has_a_status_and_a_sentence(tmp_path, files, status, words):
    hand_in(tmp_path, files)
    entry, modules, _ = taken(tmp_path)
    assert (entry.status, modules) == (status, [])
    assert words in entry.detail


def test_one_module_that_cannot_be_read_does_not_cost_the_others(tmp_path):
    hand_in(tmp_path, {"layers.py": "x = 1", "shapes.py": b"\xff"})
    entry, modules, _ = taken(tmp_path, ("layers", "shapes"))
    assert (entry.status, modules) == ("", ["layers", "shapes"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_links_pipes_and_devices_are_never_opened(tmp_path):
    secret = tmp_path / "secret.py"
    secret.write_text("x = 1")
    for name, make in {
        "link": lambda path: path.symlink_to(secret),
        "pipe": os.mkfifo,
        "device": lambda path: path.symlink_to("/dev/zero"),
    }.items():
        folder = tmp_path / name
        folder.mkdir()
        make(folder / "layers.py")
        entry, modules, _ = taken(folder)
        assert (entry.status, modules) == ("unreadable", [])
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "way_out").symlink_to(tmp_path, target_is_directory=True)
    assert taken(tmp_path / "inside")[0].status == "empty"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems change such names")
def test_students_whose_names_look_the_same_are_told_apart(tmp_path):
    composed, apart = (unicodedata.normalize(form, "Zoë") for form in ("NFC", "NFD"))
    for name in (composed, apart, "ZOË", "x∕y", "CON", "a b'c\"d", "=1+1", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "anna").mkdir()
    hand_in(tmp_path, {"anna.zip": archive({"layers.py": ""})})
    entries, _ = list_entries(tmp_path)
    assert len({entry.file.casefold() for entry in entries}) == len(entries) == 9
    assert sorted(entry.path.name for entry in entries if entry.duplicate) == sorted(
        [composed, apart, "ZOË", "anna", "anna.zip"]
    )
    assert not any(set(entry.file) & set("/\\'\"") for entry in entries)


def test_a_folder_without_submissions_is_an_error_that_says_what_to_give(tmp_path):
    with pytest.raises(GraderError, match="holds no submissions; expected a folder, a zip archive or a notebook"):
        list_entries(tmp_path)
    with pytest.raises(GraderError, match="there is no folder"):
        list_entries(tmp_path / "nowhere")


def test_half_a_character_in_a_notebook_is_replaced_and_costs_nothing_else(tmp_path):
    hand_in(tmp_path, {"lesson1.ipynb": notebook("x = '\ud800'", "y = 1")})
    entry = Entry("s", tmp_path)
    (module,), _ = read_entry(entry, Expected("lesson1", ("layers",)))
    assert [cell.source for cell in module.cells] == ["x = '?'", "y = 1"]


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist on Linux")
def test_a_file_name_that_is_no_text_is_one_that_can_be_written_down(tmp_path):
    hand_in(tmp_path, {os.fsdecode(b"h\xff.py"): "y = 1"})
    entry, modules, _ = taken(tmp_path)
    assert (modules, entry.notes) == (["h?"], ["taken from h.py, although the name should be layers.py"])
    hand_in(tmp_path / "two", {os.fsdecode(b"a\xff.ipynb"): notebook("x = 1"), "b.ipynb": notebook("x = 1")})
    entry, modules, _ = taken(tmp_path / "two")
    assert (entry.status, modules) == ("ambiguous", [])
    assert entry.detail.encode("utf-8")


def test_names_that_differ_in_what_cannot_be_seen_are_told_apart(tmp_path):
    for name in ("alice", "alice\u200b", "Alice"):
        hand_in(tmp_path / name, {"layers.py": "x = 1"})
    entries, _ = list_entries(tmp_path)
    assert len({entry.student for entry in entries}) == 3
    assert all(entry.duplicate for entry in entries)


def test_cells_that_only_run_checks_are_not_run(tmp_path):
    hand_in(
        tmp_path, {"lesson1.ipynb": notebook("from grader import check", "check('lesson1', 'double')", "check = 1")}
    )
    namespace = Namespace(read_entry(Entry("s", tmp_path), Expected("lesson1", ("layers",)))[0])
    assert namespace.errors == []
    assert namespace.names() == ["check"]


@pytest.mark.parametrize(
    ("file", "status", "words"),
    [
        ("anna.rar", "unreadable", "anna.rar is a RAR archive; hand in layers.py, or one notebook"),
        ("anna.7z", "unreadable", "a 7z archive"),
        ("anna.pdf", "unreadable", "a PDF document"),
        ("anna.html", "unreadable", "a web page"),
        ("anna.docx", "unreadable", "a Word document"),
        ("anna.xyz", "unreadable", "a file of the kind .xyz"),
        ("anna", "unreadable", "a file without a suffix"),
        ("anna.py.txt", "empty", "found anna.py.txt: rename it to anna.py"),
        ("anna.tar.gz", "unreadable", "not a tar or zip archive"),
        ("anna.tar.xz", "", ""),
        ("anna.tgz", "", ""),
        ("anna.zip", "", ""),
    ],
)
def test_every_entry_of_a_class_is_somebodys_and_has_a_reason_if_it_cannot_be_read(tmp_path, file, status, words):
    content = {"anna.tar.xz": tar({"layers.py": b""}, "w:xz"), "anna.tgz": tar({"a/layers.py": b""})}
    content["anna.zip"] = archive({"layers.py": ""})
    hand_in(tmp_path, {file: content.get(file, b"?")})
    (entry,), notes = list_entries(tmp_path)
    read_entry(entry, Expected("lesson1", ("layers",)))
    assert (entry.student, entry.status, notes) == (entry.student, status, [])
    assert entry.student.startswith("anna")
    assert not entry.student.endswith((".tar", ".gz", ".zip"))
    assert words in entry.detail


def test_the_work_of_another_lesson_is_recognised(tmp_path):
    wanted = Expected("lesson1", ("layers",), frozenset({"Scale"}), {"lesson2": frozenset({"MLP", "split", "embed"})})
    work = "class MLP:\n    pass\n\ndef split(words): pass\n"
    for files in ({"lesson2.ipynb": notebook(work)}, {"mlp.py": work}, {"lesson1.ipynb": notebook(work)}):
        folder = tmp_path / next(iter(files))
        hand_in(folder, files)
        entry = Entry("s", folder)
        assert read_entry(entry, wanted)[0] == []
        assert entry.status == "empty"
        assert entry.detail == "this is the work of lesson2 (MLP, split) and holds nothing of lesson1"


def test_every_lesson_of_this_course_is_told_from_every_other():
    root = Path(__file__).parents[2]
    works = {
        lesson.name: "\n".join(path.read_text("utf-8") for path in lesson.modules()) for lesson in all_lessons(root)
    }
    for lesson in works:
        told = {other: expected(root, lesson).other_lesson(work) for other, work in works.items()}
        assert {other: found[0] if found else lesson for other, found in told.items()} == {one: one for one in works}


@pytest.mark.parametrize(
    "more", ["class Scale: pass", "from tools import Scale", "Scale = make()", "    Scale, other = make()"]
)
def test_whoever_has_anything_of_the_lesson_is_examined(tmp_path, more):
    wanted = Expected("lesson1", ("layers",), frozenset({"Scale"}), {"lesson2": frozenset({"MLP", "split"})})
    hand_in(tmp_path, {"lesson1.ipynb": notebook("class MLP:\n    pass\n\ndef split(words): pass\n" + more)})
    assert len(read_entry(Entry("s", tmp_path), wanted)[0]) == 1


@pytest.mark.parametrize("line", [" ", "\n", "a", "a,", "class ", "async ", "import ", "=", "from\t", "\t("])
def test_long_text_of_any_kind_is_looked_at_in_time_proportional_to_its_length(tmp_path, line):
    wanted = Expected("lesson1", ("layers",), frozenset({"Scale"}), {"lesson2": frozenset({"MLP", "split"})})
    hand_in(tmp_path, {"mine.py": line * (1_000_000 // len(line)), "tools.py": "x = 1"})
    begun = time.process_time()
    read_entry(Entry("s", tmp_path), wanted)
    assert time.process_time() - begun < 10


STUB = "def double(x):\n    raise NotImplementedError('Return twice x.')\n"
DONE = "def double(x):\n    return x + x\n"


@pytest.mark.parametrize(
    ("files", "file"),
    [
        ({"layers.py": STUB, "layers_solved.py": DONE}, "layers_solved.py"),
        ({"lesson1/layers.py": STUB, "lesson1/my_solution.py": DONE}, "my_solution.py"),
        ({"layers.py": STUB, "lesson1.ipynb": notebook(STUB), "layers_final.py": DONE}, "layers_final.py"),
        ({"layers (1).py": STUB, "layers (2).py": DONE}, "layers (2).py"),
        ({"layers.py": DONE + "# older", "layers (1).py": DONE}, "layers (1).py"),
        ({"layers.py": DONE, "layers (1).py": STUB}, "layers.py"),
        ({"lesson1.ipynb": notebook(DONE + "# older"), "lesson1 (1).ipynb": notebook(DONE)}, "lesson1 (1).ipynb"),
    ],
)
def test_the_newest_work_counts_and_a_stub_beside_it_does_not(tmp_path, files, file):
    hand_in(tmp_path, files)
    entry = Entry("s", tmp_path)
    given = frozenset({as_given("layers.py", STUB), as_given("lesson1.ipynb", notebook(STUB))})
    modules, _ = read_entry(entry, Expected("lesson1", ("layers",), frozenset({"double"}), given=given))
    assert [module.cells[0].source for module in modules if not module.helper] == [DONE], entry.detail
    assert file in " ".join(entry.notes)
