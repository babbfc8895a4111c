"""The patterns of docs/instructors.md, with which nbgrader's own `zip_collect` finds out who handed in what."""

import re
import zipfile
from pathlib import Path

import pytest

from .conftest import configure, nbgrader

DOCS = (Path(__file__).parents[2] / "docs/instructors.md").read_text("utf-8")
ARCHIVES = {
    "Moodle": {
        "Anna Müller_312_assignsubmission_file_/lesson1.ipynb": ("Anna Müller", "lesson1.ipynb"),
        "Bo van_der Berg_313_assignsubmission_file_lesson1.ipynb": ("Bo van_der Berg", "lesson1.ipynb"),
        "Cem Çelik_314_assignsubmission_file/work/numbers.py": ("Cem Çelik", "numbers.py"),
    },
    "Canvas": {
        "muelleranna_LATE_104002_5551_lesson1-1.ipynb": ("muelleranna", "lesson1.ipynb"),
        "vanderbergbo_104003_5553_numbers.py": ("vanderbergbo", "numbers.py"),
    },
    "Brightspace": {
        "index.html": None,
        "123456-789 - Anna Müller - Nov 3, 2026 1029 PM/lesson1.ipynb": ("Anna Müller", "lesson1.ipynb"),
        "123456-789 - Anna Müller - Nov 2, 2026 929 AM/lesson1.ipynb": None,
        "123457-789 - Bo van-der Berg - Nov 2, 2026 1205 AM/numbers.py": ("Bo van-der Berg", "numbers.py"),
    },
}


@pytest.mark.parametrize("platform", ARCHIVES)
def test_the_documented_pattern_collects_a_platforms_archive(copy, platform):
    (line,) = re.findall(rf"^# {platform}\n(c\.FileNameCollectorPlugin\.named_regexp = .*)$", DOCS, re.MULTILINE)
    (suffixes,) = re.findall(r"^c\.FileNameCollectorPlugin\.valid_ext = .*$", DOCS, re.MULTILINE)
    configure(copy, f"{suffixes}\n{line}")
    folder = copy / "downloaded/lesson1/archive"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "download.zip", "w") as archive:
        for name in ARCHIVES[platform]:
            archive.writestr(name, name)
    nbgrader(copy, "zip_collect", "lesson1")
    found = {path.relative_to(copy / "submitted") for path in (copy / "submitted").rglob("*.*")}
    for name, expected in ARCHIVES[platform].items():
        if expected is not None:
            student, file = expected
            assert (copy / "submitted" / student / "lesson1" / file).read_text() == name
            found.discard(Path(student, "lesson1", file))
    assert {path.name for path in found} <= {"timestamp.txt"}
