"""The demo's folder: a small course with this one's reference, checks and nbgrader settings."""

import shutil
import stat
from pathlib import Path

from grader.errors import GraderError

LESSON = "lesson5"
MARK = ".nn-by-hand-demo"  # only a folder that holds this file is ever deleted
PARTS = (f"exercises/{LESSON}", f"solutions/{LESSON}")
NEEDED = (*PARTS, "examples/class", "nbgrader_config.py")


def require_parts(root: Path) -> None:
    """Raise GraderError, which says what is missing, if the course at `root` is not a whole clone."""
    missing = [part for part in NEEDED if not (root / part).exists()]
    if missing:
        raise GraderError(f"the course at {root} lacks {', '.join(missing)}; run the demo from the root of a clone")


def make_course(root: Path, folder: Path) -> Path:
    """Make `folder` a fresh course from the one at `root`, and return its absolute path.

    An earlier demo there is removed. Raises GraderError if the folder holds something else.
    """
    folder = folder.absolute()
    remove(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Made by `grader demo`, which deletes this folder when it runs again.\n", "utf-8")
    for part in PARTS:
        shutil.copytree(root / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "nbgrader_config.py", folder)
    return folder


def remove(folder: Path) -> None:
    """Delete an earlier demo; raises GraderError for a folder that is neither empty nor a demo."""
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).exists()):
        raise GraderError(f"{folder} exists and is not a demo; move it, or choose another folder with --out")
    for path in [folder, *folder.rglob("*")]:  # nbgrader makes what it writes read-only
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | stat.S_IRWXU)
    mark = folder / MARK
    for path in folder.iterdir():
        if path != mark:  # it goes last, so that a partly removed demo is still recognised as one
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    mark.unlink(missing_ok=True)
