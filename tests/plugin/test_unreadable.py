"""A file that is no UTF-8 text is told as that, in one sentence that says what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.intake.text import text_of
from grader.nbgrader_bridge.reading import read_notebook

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("x = 'schön'\n".encode("utf-8-sig"), "x = 'schön'\n"),
        ("# -*- coding: cp1252 -*-\nx = 'schön'\n".encode("cp1252"), "# -*- coding: cp1252 -*-\nx = 'schön'\n"),
        ("x = 1\n# coding: latin-1\n# ö\n".encode(), "x = 1\n# coding: latin-1\n# ö\n"),
    ],
    ids=["byte order mark", "declared", "declared too late"],
)
def test_what_python_reads_is_read_here(data, text):
    assert text_of(data, "wavenet.py") == text


def test_utf_16_is_called_so_wherever_it_is_read(tmp_path):
    (tmp_path / "lesson5.ipynb").write_text("{}", "utf-16")
    said = read_notebook(tmp_path / "lesson5.ipynb").metadata["nn_by_hand"]["unreadable"]
    assert said == "lesson5.ipynb is UTF-16 text, which some editors call Unicode; save it as UTF-8"
    with pytest.raises(Exception, match="is UTF-16 text"):
        text_of("x = 1".encode("utf-16-le"), "wavenet.py")


def test_an_encoding_that_does_more_than_decode_is_refused():
    with pytest.raises(Exception, match="says that its encoding is 'unicode_escape'; delete that line"):
        text_of(b"# coding: unicode_escape\n", "wavenet.py")


def test_a_file_in_windows_1252_says_what_to_do(tmp_path):
    (tmp_path / "wavenet.py").write_bytes("# schön\n".encode("cp1252"))
    command = ["-m", "pytest", "exercises/lesson5/test_embedding.py", "--against", str(tmp_path), "-q"]
    ended = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    said = ended.stdout + ended.stderr
    assert "wavenet.py is not UTF-8 text (line 1 has the byte 0xf6, in Windows-1252 ö); save it as UTF-8" in said
    assert "could not use what your code returned" not in said
    assert "GraderError" not in said
