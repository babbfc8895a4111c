"""A file that is no UTF-8 text is told as that, in one sentence that says what to do."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_file_in_windows_1252_says_what_to_do(tmp_path):
    (tmp_path / "wavenet.py").write_bytes("# schön\n".encode("cp1252"))
    command = ["-m", "pytest", "exercises/lesson5/test_embedding.py", "--against", str(tmp_path), "-q"]
    said = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True).stdout
    assert "wavenet.py is not UTF-8 text (invalid start byte at byte 5); save it as UTF-8" in said
    assert "could not use what your code returned" not in said
    assert "GraderError" not in said
